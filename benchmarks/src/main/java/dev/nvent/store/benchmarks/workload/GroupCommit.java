package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Compares group commit with one commit per call. */
record GroupCommit(String name, List<Dataset> data, Function<NventStore, Operation> work) implements Workload {

    private static final String GROUPED = "store, group commit";
    private static final String SEPARATE = "store, commit per call";
    private static final String SEPARATE_WIDE = "store, commit per call, 64 connections";

    /** Appends to one of a hundred streams. */
    static Workload appends() {
        NewEvent event =
                NewEvent.of("step.completed").withFlowName("bench").withData(Map.of("amount", 42, "currency", "EUR"));
        return new GroupCommit(
                "append, group commit",
                List.of(),
                store -> () -> store.flowRunEvents(
                                "run-" + Math.floorMod(Dataset.randomId().hashCode(), 100))
                        .append(event));
    }

    /** All callers increment the same counter. */
    static Workload hotCounter() {
        return new GroupCommit(
                "hot counter, group commit",
                List.of(Dataset.FLOWS),
                store -> () -> store.flows().increment("flow-0", FlowFields.STATS_TOTAL, 1));
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(GROUPED, database -> work.apply(database.groupCommitStore())),
                Variant.of(SEPARATE, database -> work.apply(database.store())),
                Variant.of(
                        SEPARATE_WIDE,
                        database -> work.apply(database.storeWithPool(Load.SIXTY_FOUR_VIRTUAL_THREADS.callers()))));
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.SIXTY_FOUR_VIRTUAL_THREADS);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.throughput(Load.SIXTY_FOUR_VIRTUAL_THREADS, GROUPED, SEPARATE, 4),
                Target.latency(Load.SIXTY_FOUR_VIRTUAL_THREADS, GROUPED, SEPARATE, 1),
                Target.latency(Load.SIXTY_FOUR_VIRTUAL_THREADS, GROUPED, SEPARATE_WIDE, 1),
                Target.comparison(Load.SIXTY_FOUR_VIRTUAL_THREADS, GROUPED, SEPARATE_WIDE));
    }
}
