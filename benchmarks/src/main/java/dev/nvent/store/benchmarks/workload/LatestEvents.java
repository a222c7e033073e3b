package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.EventQuery;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the last 50 events of a stream of 1,000, whose rows are interleaved with those of other streams. */
final class LatestEvents implements Workload {

    private static final String MANY = "10,000,000 events";
    private static final String FEW = "10,000 events";

    @Override
    public String name() {
        return "last 50 events";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.FEW_EVENTS, Dataset.MANY_EVENTS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(MANY, database -> latest(database, Dataset.MANY_EVENTS)),
                Variant.of(FEW, database -> latest(database, Dataset.FEW_EVENTS)));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(MANY, FEW, 1.3));
    }

    private static Operation latest(BenchDatabase database, Dataset events) {
        var store = database.store(events.prefix());
        EventQuery query =
                EventQuery.all().withOrder(EventQuery.Order.NEWEST_FIRST).withLimit(50);
        // Ten streams in both tables, so that the rows are cached.
        return () -> store.flowRunEvents("run-" + ThreadLocalRandom.current().nextInt(10))
                .read(query);
    }
}
