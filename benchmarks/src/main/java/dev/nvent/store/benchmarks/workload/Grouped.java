package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.Callers;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Group commit beside one commit for each operation. */
record Grouped(String name, List<Dataset> data, Function<NventStore, Operation> work) implements Workload {

    static final String SHARED = "store, commits grouped";
    private static final String OWN = "store, a commit each";
    private static final String WIDE = "store, a commit and a connection each";

    /** Appends to any of a hundred streams. */
    static Workload appends() {
        NewEvent event =
                NewEvent.of("step.completed").withFlowName("bench").withData(Map.of("amount", 42, "currency", "EUR"));
        return new Grouped(
                "append, grouped",
                List.of(),
                store -> () -> store.flowRunEvents(
                                "run-" + Math.floorMod(Dataset.any().hashCode(), 100))
                        .append(event));
    }

    /** One counter that everybody increments. */
    static Workload hotCounter() {
        return new Grouped(
                "one hot counter, grouped",
                List.of(Dataset.FLOWS),
                store -> () -> store.flows().increment("flow-0", FlowFields.STATS_TOTAL, 1));
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(SHARED, database -> work.apply(database.groupingStore())),
                Side.of(OWN, database -> work.apply(database.store())),
                Side.of(WIDE, database -> work.apply(database.storeFor(Callers.CROWD))));
    }

    @Override
    public List<Callers> load() {
        return List.of(Callers.CROWD);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.throughput(Callers.CROWD, SHARED, OWN, 4),
                Target.latency(Callers.CROWD, SHARED, OWN, 1),
                Target.latency(Callers.CROWD, SHARED, WIDE, 1),
                Target.information(Callers.CROWD, SHARED, WIDE));
    }
}
