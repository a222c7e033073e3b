package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.Subscription;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A new subscription handles a million events that are there, at least once, in batches of 500. Bare JDBC reads the same rows
 * with a cursor, and saves its position every 500 rows. Each variant has done the same with a small table before, except those
 * of a new process.
 */
final class CatchUp implements Workload {

    private static final int EVENTS = 1_000_000;
    private static final int BATCH = 500;
    private static final String ONE = "1 partition";
    private static final String FOUR = "4 partitions";
    private static final String CURSOR = "bare JDBC cursor";
    private static final String NEW_PROCESS = ", new process";

    private static final int WARM_UP_EVENTS = 10_000;
    private static final int WARM_UP_SECONDS = 5;

    @Override
    public String name() {
        return "subscription, catch up";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.CATCH_UP, Dataset.FEW_EVENTS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant(ONE, EVENTS, database -> warmedUp(database, 1)),
                new Variant(FOUR, EVENTS, database -> warmedUp(database, 4)),
                new Variant(CURSOR, EVENTS, CatchUp::warmedUpCursor),
                new Variant(ONE + NEW_PROCESS, EVENTS, database -> caughtUp(database, Dataset.CATCH_UP, EVENTS, 1)),
                new Variant(CURSOR + NEW_PROCESS, EVENTS, database -> cursor(database, Dataset.CATCH_UP, EVENTS)));
    }

    @Override
    public boolean firstCallOnly() {
        return true;
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.latency(ONE, CURSOR, 1 / 0.7),
                Target.comparison(FOUR, CURSOR),
                Target.comparison(ONE + NEW_PROCESS, CURSOR + NEW_PROCESS));
    }

    private static Operation warmedUp(BenchDatabase database, int partitions) {
        warmUp(caughtUp(database, Dataset.FEW_EVENTS, WARM_UP_EVENTS, partitions));
        return caughtUp(database, Dataset.CATCH_UP, EVENTS, partitions);
    }

    private static Operation warmedUpCursor(BenchDatabase database) {
        warmUp(cursor(database, Dataset.FEW_EVENTS, WARM_UP_EVENTS));
        return cursor(database, Dataset.CATCH_UP, EVENTS);
    }

    private static void warmUp(Operation operation) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
        try {
            while (System.nanoTime() < until) {
                operation.run();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Operation caughtUp(BenchDatabase database, Dataset data, int size, int partitions) {
        NventStore store = database.ownStore("catch up " + data, data.prefix());
        return () -> {
            var left = new AtomicLong(size);
            var done = new CountDownLatch(1);
            String name = "catch up " + System.nanoTime();
            try (Subscription subscription = store.subscribe(name)
                    .to(EventSource.runs())
                    .withPartitions(partitions)
                    .withBatchSize(BATCH)
                    .handleBatches(events -> {
                        if (left.addAndGet(-events.size()) <= 0) {
                            done.countDown();
                        }
                    })) {
                if (!done.await(10, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(subscription.name() + " has " + left + " events left");
                }
            }
            return store.subscriptions().delete(name);
        };
    }

    private static Operation cursor(BenchDatabase database, Dataset data, int size) {
        String table = BenchDatabase.SCHEMA + "." + data.prefix() + "_flow_events";
        return () -> {
            try (Connection reading = DriverManager.getConnection(database.jdbcUrl());
                    Connection saving = DriverManager.getConnection(database.jdbcUrl())) {
                reading.setAutoCommit(false);
                return read(reading, saving, table, size);
            }
        };
    }

    private static long read(Connection reading, Connection saving, String table, int size) throws SQLException {
        long bytes = 0;
        int rows = 0;
        try (PreparedStatement select =
                        reading.prepareStatement("SELECT id, ts, type, run_id, flow_name, step_name, step_id,"
                                + " attempt, data FROM " + table + " ORDER BY id");
                PreparedStatement save =
                        saving.prepareStatement("UPDATE " + BenchDatabase.SCHEMA + ".catch_up SET position = ?")) {
            select.setFetchSize(BATCH);
            try (ResultSet events = select.executeQuery()) {
                while (events.next()) {
                    bytes += events.getLong(2)
                            + events.getString(3).length()
                            + events.getString(4).length();
                    String data = events.getString(9);
                    bytes += data == null ? 0 : data.length();
                    if (++rows % BATCH == 0) {
                        save.setLong(1, events.getLong(1));
                        save.executeUpdate();
                    }
                }
            }
        }
        if (rows != size) {
            throw new IllegalStateException(rows + " rows");
        }
        return bytes;
    }
}
