package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/** A key that lives, among a million that have expired and that nobody has purged. */
final class ExpiredKeys implements Workload {

    private static final String AMONG = "among 1,000,000 expired";
    private static final String ALONE = "none expired";

    @Override
    public String name() {
        return "kv get among expired";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.KEYS, Dataset.EXPIRED_KEYS);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(AMONG, database -> KeyValueGet.store(database, Dataset.EXPIRED_KEYS)),
                Side.of(ALONE, database -> KeyValueGet.store(database, Dataset.KEYS)));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(AMONG, ALONE, 1.3));
    }
}
