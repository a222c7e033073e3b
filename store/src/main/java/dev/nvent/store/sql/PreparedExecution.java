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

    /** Sends it, and commits it where the connection commits by itself. */
    <T> Outcome<T> send(Connection connection, SqlUnit<T> unit) throws SQLException {
        return switch (unit) {
            case SqlStatement<T> statement -> send(connection, statement);
            case Pipeline<T> pipeline -> {
                var rows = new ArrayList<Object>();
                sendInOne(connection, pipeline.statements()).forEach(outcome -> rows.add(outcome.row()));
                yield new Outcome<>(1, pipeline.answer().apply(rows));
            }
        };
    }

    private <T> Outcome<T> send(Connection connection, SqlStatement<T> statement) throws SQLException {
        try (PreparedStatement prepared =
                connection.prepareStatement(texts.of(statement, dsl).sql())) {
            BindValues.set(prepared, 0, statement.values());
            return outcome(prepared, prepared.execute(), statement);
        }
    }

    /**
     * Statements that are one transaction, of its own where the connection commits by itself, in one round trip: what became
     * of each. Their text begins the transaction and ends it: the driver's own BEGIN has an answer of its own, for which
     * client and server wake up once more.
     */
    List<Outcome<?>> sendInOne(Connection connection, List<SqlStatement<?>> statements) throws SQLException {
        if (!connection.getAutoCommit()) {
            return sendInOne(connection, statements, false);
        }
        try {
            return sendInOne(connection, statements, true);
        } catch (Throwable e) {
            Transactions.undo(() -> rollback(connection), e);
            throw e;
        }
    }

    /** Of a transaction that the driver did not begin, as which it takes one only where it does not commit by itself. */
    private static void rollback(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private List<Outcome<?>> sendInOne(Connection connection, List<SqlStatement<?>> statements, boolean isTransaction)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(
                texts.of(statements, isTransaction, dsl).sql())) {
            int place = 0;
            for (SqlStatement<?> statement : statements) {
                place = BindValues.set(prepared, place, statement.values());
            }
            boolean hasRows = prepared.execute();
            if (isTransaction) {
                hasRows = prepared.getMoreResults();
            }
            var outcomes = new ArrayList<Outcome<?>>(statements.size());
            for (SqlStatement<?> statement : statements) {
                outcomes.add(outcome(prepared, hasRows, statement));
                hasRows = prepared.getMoreResults();
            }
            return outcomes;
        }
    }

    private static <T> Outcome<T> outcome(PreparedStatement sent, boolean hasRows, SqlStatement<T> statement)
            throws SQLException {
        if (!hasRows) {
            return new Outcome<>(sent.getUpdateCount(), null);
        }
        try (ResultSet rows = sent.getResultSet()) {
            return rows.next() ? new Outcome<>(1, statement.reader().read(rows)) : new Outcome<>(0, null);
        }
    }

    /** Statements of one shape, in one batch. None is a SELECT, whose rows a batch loses. */
    List<Outcome<?>> sendAll(Connection connection, List<SqlStatement<?>> statements) throws SQLException {
        StatementText text = texts.of(statements.getFirst(), dsl);
        // What a statement returns, a batch calls generated keys.
        int keys = text.returnsRows() ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS;
        try (PreparedStatement prepared = connection.prepareStatement(text.sql(), keys)) {
            for (SqlStatement<?> statement : statements) {
                BindValues.set(prepared, 0, statement.values());
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
