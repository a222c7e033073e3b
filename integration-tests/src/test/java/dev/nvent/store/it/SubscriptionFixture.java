package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.SubscribedEvent;
import dev.nvent.store.subscription.SubscriptionBuilder;
import dev.nvent.store.subscription.SubscriptionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscription to one new subject, and what it has handled. */
abstract class SubscriptionFixture {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final String name = "subscription" + NUMBER.incrementAndGet();
    final String type = "subscribed:t" + NUMBER.incrementAndGet();
    final String subject = type + ":1";
    final List<String> handled = new CopyOnWriteArrayList<>();
    private final TestStore store;

    SubscriptionFixture(TestStore store) {
        this.store = store;
    }

    final NventStore store() {
        return store.store();
    }

    final SubscriptionBuilder toSubject() {
        return store().subscribe(name).to(subject);
    }

    static SubscriptionBuilder fast(SubscriptionBuilder builder) {
        return builder.withBackoff(Duration.ofMillis(1), Duration.ofMillis(5));
    }

    final void record(SubscribedEvent event) {
        handled.add(event.type());
    }

    final void append(String subject, String... types) {
        for (String type : types) {
            store().stream(subject).append(NewEvent.of(type));
        }
    }

    final void awaitHandled(String... types) {
        await(() -> handled.size() >= types.length);
        assertThat(handled).containsExactly(types);
    }

    final long position() {
        return status().partitions().getFirst().position();
    }

    final long lag() {
        return status().lag().events();
    }

    final Optional<SubscriptionStatus.Failure> failure() {
        return status().partitions().getFirst().failure();
    }

    private SubscriptionStatus status() {
        return store().subscriptions().status(name).orElseThrow();
    }
}
