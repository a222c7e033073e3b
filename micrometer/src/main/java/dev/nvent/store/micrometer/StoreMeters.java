package dev.nvent.store.micrometer;

import dev.nvent.store.NventStore;
import dev.nvent.store.observation.OperationListener;
import dev.nvent.store.observation.StoreStatistics;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * Meters of group commit, the pool and the statement cache. As a listener ({@link
 * dev.nvent.store.StoreOptions#withListener}) it records the size and the wait of each group; {@link #bind} registers the
 * gauges and counters of an open store.
 */
public final class StoreMeters implements OperationListener {

    private static final Ongoing IGNORED = result -> {};

    private final MeterRegistry registry;
    private final DistributionSummary groupSize;
    private final Timer groupWait;

    /** Registers {@code nvent.store.group.size} and {@code nvent.store.group.wait}. */
    public StoreMeters(MeterRegistry registry) {
        this.registry = registry;
        this.groupSize = DistributionSummary.builder("nvent.store.group.size")
                .description("Writes in a committed group")
                .register(registry);
        this.groupWait = Timer.builder("nvent.store.group.wait")
                .description("Time from the arrival of the first write of a group to its commit")
                .register(registry);
    }

    @Override
    public Ongoing started(String operation, String target) {
        return IGNORED;
    }

    @Override
    public void groupCommitted(int writes, Duration wait) {
        groupSize.record(writes);
        groupWait.record(wait);
    }

    /**
     * Registers the meters of a store: {@code nvent.store.pool.*} (only with a pool of the store's own), {@code
     * nvent.store.statements.*} and {@code nvent.store.groups.waiting}. They stay in the registry when the store is closed.
     *
     * @param tags distinguish several stores
     */
    public void bind(NventStore store, Tags tags) {
        if (store.statistics().pool().isPresent()) {
            poolGauge(store, tags, "max", StoreStatistics.Pool::max);
            poolGauge(store, tags, "active", StoreStatistics.Pool::active);
            poolGauge(store, tags, "idle", StoreStatistics.Pool::idle);
            poolGauge(store, tags, "waiting", StoreStatistics.Pool::waiting);
        }
        Gauge.builder(
                        "nvent.store.statements.cached",
                        store,
                        open -> open.statistics().statementCache().size())
                .description("Texts of statements in the cache")
                .tags(tags)
                .register(registry);
        FunctionCounter.builder(
                        "nvent.store.statements.rendered",
                        store,
                        open -> open.statistics().statementCache().rendered())
                .description("Texts of statements that were not in the cache")
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "nvent.store.groups.waiting",
                        store,
                        open -> open.statistics().groups().waiting())
                .description("Writes that wait for a group")
                .tags(tags)
                .register(registry);
    }

    private void poolGauge(NventStore store, Tags tags, String name, ToDoubleFunction<StoreStatistics.Pool> figure) {
        Gauge.builder(
                        "nvent.store.pool." + name,
                        store,
                        open -> open.statistics()
                                .pool()
                                .map(figure::applyAsDouble)
                                .orElse(Double.NaN))
                .description("Connections of the store's own pool")
                .tags(tags)
                .register(registry);
    }
}
