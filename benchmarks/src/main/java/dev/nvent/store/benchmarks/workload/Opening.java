package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;

/**
 * A pool, its first connection, and a store on a schema that is current, in a process that has used the pool and the driver
 * but not the store; all of it closed again.
 */
final class Opening implements Workload {

    private static final String CONNECTION = "first connection";

    @Override
    public String name() {
        return "opening a store";
    }

    @Override
    public boolean firstCallOnly() {
        return true;
    }

    @Override
    public List<Side> sides() {
        return List.of(Side.of(Side.STORE, Opening::store), Side.of(CONNECTION, Opening::connection));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.milliseconds(Side.STORE, CONNECTION, 150));
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
