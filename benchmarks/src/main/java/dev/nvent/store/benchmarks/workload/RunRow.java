package dev.nvent.store.benchmarks.workload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** A row of the flow runs table with all columns, mapped by hand. */
record RunRow(
        String flowName,
        String runId,
        String status,
        long startedAt,
        Long completedAt,
        Integer stepCount,
        Integer completedSteps,
        Long lastActivityAt,
        String emittedEvents,
        String awaitingSteps,
        Integer version,
        OffsetDateTime updatedAt,
        String extra) {

    static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                longOrNull(row, 5),
                integerOrNull(row, 6),
                integerOrNull(row, 7),
                longOrNull(row, 8),
                row.getString(9),
                row.getString(10),
                integerOrNull(row, 11),
                row.getObject(12, OffsetDateTime.class),
                row.getString(13));
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
