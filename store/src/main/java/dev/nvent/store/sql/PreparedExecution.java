package dev.nvent.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * Sends statements with bare JDBC, their texts written by the DSL.
 *
 * @param dsl asked for only where a text is not written yet
 */
record PreparedExecution(StatementTexts texts, Supplier<DSLContext> dsl) {

    <T> Outcome<T> send(Connection connection, SqlStatement<T> statement) throws SQLException {
        try (PreparedStatement prepared =
                connection.prepareStatement(texts.of(statement, dsl).sql())) {
            BindValues.set(prepared, statement.values());
            if (!prepared.execute()) {
                return new Outcome<>(prepared.getUpdateCount(), null);
            }
            try (ResultSet rows = prepared.getResultSet()) {
                return rows.next() ? new Outcome<>(1, statement.reader().read(rows)) : new Outcome<>(0, null);
            }
        }
    }

    /** Whether several statements of its shape can be on their way before the first answer is read. */
    boolean canBatch(SqlStatement<?> statement) {
        return !texts.of(statement, dsl).isSelect();
    }

    /** Statements of one shape that {@link #canBatch}, in one batch. */
    List<Outcome<?>> sendAll(Connection connection, List<SqlStatement<?>> statements) throws SQLException {
        StatementText text = texts.of(statements.getFirst(), dsl);
        // What a statement returns, a batch calls generated keys.
        int keys = text.returnsRows() ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS;
        try (PreparedStatement prepared = connection.prepareStatement(text.sql(), keys)) {
            for (SqlStatement<?> statement : statements) {
                BindValues.set(prepared, statement.values());
                prepared.addBatch();
            }
            int[] counts = prepared.executeBatch();
            var outcomes = new ArrayList<Outcome<?>>(counts.length);
            try (ResultSet rows = prepared.getGeneratedKeys()) {
                for (int i = 0; i < counts.length; i++) {
                    boolean hasRow = counts[i] > 0 && rows.next();
                    outcomes.add(new Outcome<>(
                            counts[i], hasRow ? statements.get(i).reader().read(rows) : null));
                }
            }
            return outcomes;
        }
    }
}
