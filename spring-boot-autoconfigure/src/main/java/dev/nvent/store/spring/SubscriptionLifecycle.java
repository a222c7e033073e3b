package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.subscription.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/** Starts the subscriptions after all other beans, and drains them before any other bean is stopped. */
final class SubscriptionLifecycle implements SmartLifecycle {

    private final ObjectProvider<NventStore> store;
    private final ObjectProvider<NventSubscription> subscriptions;
    private final ObjectProvider<Observer> observers;
    private final List<Subscription> running = new CopyOnWriteArrayList<>();

    /** Receives each subscription that is started. */
    @FunctionalInterface
    interface Observer {
        void started(Subscription subscription);
    }

    SubscriptionLifecycle(
            ObjectProvider<NventStore> store,
            ObjectProvider<NventSubscription> subscriptions,
            ObjectProvider<Observer> observers) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.observers = observers;
    }

    /** The subscriptions that this application runs. */
    List<Subscription> running() {
        return running;
    }

    @Override
    public void start() {
        subscriptions.orderedStream().forEach(this::start);
    }

    private void start(NventSubscription described) {
        Subscription subscription = described.start(store.getObject());
        running.add(subscription);
        observers.forEach(observer -> observer.started(subscription));
    }

    /** All of them drain at the same time. */
    @Override
    public void stop() {
        var closing = new ArrayList<CompletableFuture<Void>>();
        for (Subscription subscription : running) {
            closing.add(CompletableFuture.runAsync(
                    subscription::close, task -> Thread.ofPlatform().start(task)));
        }
        running.clear();
        closing.forEach(CompletableFuture::join);
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }
}
