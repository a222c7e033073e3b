package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/** Updates two columns of a run that also has a 10 KB document, which the all-JSONB variant has to rewrite. */
final class BigDocument implements Workload {

    @Override
    public String name() {
        return "flat update, 10 KB document";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.RUNS, Dataset.BIG_RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, database -> FlatUpdate.store(database, "big", Dataset::randomBigRunId)),
                Variant.of(
                        Variant.ALL_JSONB, database -> FlatUpdate.allJsonb(database, "big", Dataset::randomBigRunId)));
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.comparison(Variant.ALL_JSONB, Variant.STORE));
    }
}
