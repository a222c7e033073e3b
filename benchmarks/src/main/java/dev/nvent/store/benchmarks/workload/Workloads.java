package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/** All workloads, in the order of the report. */
public final class Workloads {

    /** The workloads in the order of the report. */
    public static final List<Workload> ALL = List.of(
            new Increment(),
            new FlatUpdate(),
            new Append(),
            new Add(),
            new Get(),
            new KeyValueGet(),
            new KeyValueSet(),
            new DeepMerge(),
            new BigDocument(),
            new AppendBatch(),
            new Import(),
            Page.ofRuns(),
            Page.ofGenericEntries(),
            new LatestEvents(),
            ReadEvents.few(),
            ReadEvents.many(),
            new StreamEvents(),
            ReadEntries.page(),
            ReadEntries.byIds(),
            new ExpiredKeys(),
            new FiveStepRun(),
            new ClaimTasks(),
            new ClaimAmongMany(),
            new TaskWorkers(),
            new SweepUnderLoad(),
            new CommitToHandler(),
            new CatchUp(),
            new LiveSubscriptions(),
            new ListenerCost(),
            GroupCommit.appends(),
            GroupCommit.hotCounter(),
            new StoreOpening());

    private Workloads() {}

    /** Returns the workload with the given name. */
    public static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
