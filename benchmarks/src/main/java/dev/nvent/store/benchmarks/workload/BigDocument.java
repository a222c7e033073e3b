package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Callers;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/** Status and step count of a run that has 10 KB of other metadata: what the columns are for. */
final class BigDocument implements Workload {

    @Override
    public String name() {
        return "flat update beside 10 KB";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.RUNS, Dataset.BIG_RUNS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(Side.STORE, database -> FlatUpdate.store(database, "big", Dataset::anyBig)),
                Side.of(Side.ALL_JSONB, database -> FlatUpdate.allJsonb(database, "big", Dataset::anyBig)));
    }

    @Override
    public List<Callers> load() {
        return List.of(Callers.EIGHT);
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.information(Side.ALL_JSONB, Side.STORE));
    }
}
