package dev.nvent.store.spring;

import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * The state of the subscriptions of this application. Up whatever their lag: to restart an instance does not help a handler
 * that fails.
 */
final class SubscriptionHealthIndicator extends AbstractHealthIndicator {

    private final Supplier<List<Subscription>> running;

    SubscriptionHealthIndicator(Supplier<List<Subscription>> running) {
        super("The subscriptions of the nvent store cannot be read");
        this.running = running;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        running.get().forEach(subscription -> builder.withDetail(subscription.name(), details(subscription.status())));
    }

    private static Map<String, Object> details(SubscriptionStatus status) {
        var details = new LinkedHashMap<String, Object>();
        details.put("lagEvents", status.lag().events());
        details.put("lagMillis", status.lag().age().toMillis());
        details.put("parked", status.parked());
        details.put(
                "failing",
                status.partitions().stream()
                        .filter(partition -> partition.failure().isPresent())
                        .count());
        return details;
    }
}
