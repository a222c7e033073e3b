package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/** Everything that is measured, in the order of the report. */
public final class Workloads {

    /** All of them. */
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
            new ExpiredKeys(),
            new FiveSteps(),
            Grouped.appends(),
            Grouped.hotCounter(),
            new Opening());

    private Workloads() {}

    /** The one of a name. */
    public static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
