package dev.nvent.store.benchmarks.workload;

import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns of an entry of the flow runs table, in the order in which the store selects them, mapped by hand. */
record RunRow(
        String runId,
        long startedAt,
        Integer version,
        String status,
        Long completedAt,
        Long lastActivityAt,
        Integer stepCount,
        Integer completedSteps,
        String emittedEvents,
        String awaitingSteps,
        String extra) {

    static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
                row.getString(1),
                row.getLong(2),
                integerOrNull(row, 3),
                row.getString(4),
                longOrNull(row, 5),
                longOrNull(row, 6),
                integerOrNull(row, 7),
                integerOrNull(row, 8),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    }

    private static Long longOrNull(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static Integer integerOrNull(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : number;
    }
}
