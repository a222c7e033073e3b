package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.time.Duration;
import java.util.List;

/** Claims 10 of 100 due entries, among few and among many that are not due. */
final class ClaimAmongMany implements Workload {

    private static final String MANY = "10,000,000 entries";
    private static final String FEW = "1,000 entries";

    @Override
    public String name() {
        return "claim of 10 of 100 due";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.FEW_TASKS, Dataset.MANY_TASKS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(MANY, database -> claim(database, Dataset.MANY_TASKS)),
                Variant.of(FEW, database -> claim(database, Dataset.FEW_TASKS)));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(MANY, FEW, 1.3));
    }

    /** The lease is over before the other 90 have been claimed, so that there are always 100. */
    private static Operation claim(BenchDatabase database, Dataset tasks) {
        var index = database.store(tasks.prefix()).index("bench:tasks");
        return () -> index.claim(10, Duration.ofMillis(1));
    }
}
