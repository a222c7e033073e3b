package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/** Reads a live key from a table with a million expired keys that have not been purged. */
final class ExpiredKeys implements Workload {

    private static final String MANY_EXPIRED = "1,000,000 expired keys";
    private static final String NONE_EXPIRED = "no expired keys";

    @Override
    public String name() {
        return "kv get, expired keys";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.KEYS, Dataset.EXPIRED_KEYS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(MANY_EXPIRED, database -> KeyValueGet.store(database, Dataset.EXPIRED_KEYS)),
                Variant.of(NONE_EXPIRED, database -> KeyValueGet.store(database, Dataset.KEYS)));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(MANY_EXPIRED, NONE_EXPIRED, 1.3));
    }
}
