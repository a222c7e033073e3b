package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.EventQuery;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The last fifty events of a stream of a thousand, which lie among those of other streams. */
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
    public List<Side> sides() {
        return List.of(
                Side.of(MANY, database -> last(database, Dataset.MANY_EVENTS)),
                Side.of(FEW, database -> last(database, Dataset.FEW_EVENTS)));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(MANY, FEW, 1.3));
    }

    private static Operation last(BenchDatabase database, Dataset events) {
        var store = database.store(events.prefix());
        EventQuery query = EventQuery.all().withDescending().withLimit(50);
        // Of the same ten streams, so that both tables are read from memory.
        return () -> store.flowRunEvents("run-" + ThreadLocalRandom.current().nextInt(10))
                .read(query);
    }
}
