package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/**
 * Opens a pool with its first connection and a store on an up-to-date schema, and closes them again, in a process that has
 * loaded the pool and the driver but not the store.
 */
final class StoreOpening implements Workload {

    private static final String CONNECTION = "pool and connection only";

    @Override
    public String name() {
        return "opening a store";
    }

    @Override
    public boolean firstCallOnly() {
        return true;
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, StoreOpening::store), Variant.of(CONNECTION, StoreOpening::connection));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.timeDifference(Variant.STORE, CONNECTION, 150));
    }

    private static Operation store(BenchDatabase database) {
        return () -> {
            try (var pool = BenchDatabase.pool(database.jdbcUrl());
                    NventStore store = NventStore.open(BenchDatabase.options(pool, Dataset.PREFIX))) {
                return store;
            }
        };
    }

    private static Operation connection(BenchDatabase database) {
        return () -> {
            try (var pool = BenchDatabase.pool(database.jdbcUrl());
                    var connection = pool.getConnection()) {
                return connection.getMetaData();
            }
        };
    }
}
