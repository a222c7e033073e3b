package dev.nvent.store.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the calls of a variant cost besides time: bytes in the log, index entries, and processor time of the client.
 *
 * @param walBytes bytes of WAL for each call
 * @param hotShare the share of updates of {@code flow_runs} that added no index entry
 * @param clientMicros processor time of this process for each call; null if another process calls
 */
public record Footprint(String workload, String variant, double walBytes, double hotShare, Double clientMicros) {

    private static final int WARM_UP_CALLS = 200;
    private static final int CALLS = 500;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Updates(long all, long hot) {

        double hotShareSince(Updates before) {
            return (double) (hot - before.hot) / (all - before.all);
        }
    }

    /** Measures the variants one after the other. Warm-up calls write the full-page images of the last checkpoint. */
    static List<Footprint> of(Workload workload, BenchDatabase database) {
        var footprints = new ArrayList<Footprint>();
        try {
            Updates before = updates(database);
            for (Variant variant : workload.variants()) {
                Operation operation = variant.factory().apply(database);
                repeat(operation, WARM_UP_CALLS);
                long wal = wal(database);
                long processorNanos = PROCESS.getProcessCpuTime();
                repeat(operation, CALLS);
                double clientMicros = (PROCESS.getProcessCpuTime() - processorNanos) / 1_000.0 / CALLS;
                double walBytes = (double) (wal(database) - wal) / CALLS;
                Updates after = updates(database);
                footprints.add(new Footprint(
                        workload.name(),
                        variant.name(),
                        walBytes,
                        after.hotShareSince(before),
                        operation instanceof SliceOperation ? null : clientMicros));
                before = after;
            }
        } catch (Exception e) {
            throw new IllegalStateException(workload.name(), e);
        }
        return footprints;
    }

    private static void repeat(Operation operation, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            operation.run();
        }
    }

    private static long wal(BenchDatabase database) throws SQLException {
        return database.jdbc()
                .fetch("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')", none -> {}, row -> row.getLong(1));
    }

    /** A backend reports its statistics when it has been idle for ten seconds, at the latest. */
    private static Updates updates(BenchDatabase database) throws SQLException, InterruptedException {
        Thread.sleep(11_000);
        return database.jdbc()
                .fetch(
                        "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE schemaname = '"
                                + BenchDatabase.SCHEMA + "' AND relname = 'nvent_flow_runs'",
                        none -> {},
                        row -> new Updates(row.getLong(1), row.getLong(2)));
    }
}
