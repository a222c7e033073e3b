package dev.nvent.store.micrometer;

import dev.nvent.store.error.StoreException;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Meters of subscriptions: {@code nvent.store.subscription.lag.events}, {@code .lag.age}, {@code .parked}, {@code .failing}
 * (partitions whose handler fails) and {@code .owned} (partitions of this process), each with the tag {@code subscription}.
 * All but the last send a few statements when they are read, at most once in ten seconds for a subscription; they are NaN
 * while the database cannot be reached.
 */
public final class SubscriptionMeters {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private SubscriptionMeters() {}

    /** Registers the meters of a subscription. */
    public static void bind(MeterRegistry registry, Subscription subscription) {
        var latest = new Latest(subscription);
        gauge(
                registry,
                latest,
                "lag.events",
                "Committed events that are not handled yet",
                status -> status.lag().events());
        gauge(
                registry,
                latest,
                "lag.age",
                "Age of the oldest event that is not handled yet, in seconds",
                status -> status.lag().age().toMillis() / 1_000.0);
        gauge(registry, latest, "parked", "Parked events", SubscriptionStatus::parked);
        gauge(
                registry,
                latest,
                "failing",
                "Partitions whose handler fails",
                status -> status.partitions().stream()
                        .filter(partition -> partition.failure().isPresent())
                        .count());
        Gauge.builder(
                        "nvent.store.subscription.owned",
                        subscription,
                        running -> running.partitions().size())
                .description("Partitions that this process handles")
                .tag("subscription", subscription.name())
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry,
            Latest latest,
            String name,
            String description,
            ToDoubleFunction<SubscriptionStatus> figure) {
        Gauge.builder("nvent.store.subscription." + name, latest, state -> state.figure(figure))
                .description(description)
                .tag("subscription", latest.subscription.name())
                .strongReference(true)
                .register(registry);
    }

    /** The state of a subscription, read again when it is old. */
    private static final class Latest {

        private final Subscription subscription;
        private Optional<SubscriptionStatus> status = Optional.empty();
        private long readAt;
        private boolean isRead;

        Latest(Subscription subscription) {
            this.subscription = subscription;
        }

        synchronized double figure(ToDoubleFunction<SubscriptionStatus> figure) {
            if (!isRead || System.nanoTime() - readAt > FRESH.toNanos()) {
                status = read();
                readAt = System.nanoTime();
                isRead = true;
            }
            return status.map(figure::applyAsDouble).orElse(Double.NaN);
        }

        private Optional<SubscriptionStatus> read() {
            try {
                return Optional.of(subscription.status());
            } catch (StoreException | IllegalStateException e) {
                return Optional.empty();
            }
        }
    }
}
