package dev.nvent.store.internal.sql;

import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.StatementCache.Frame;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyIn;

/**
 * Sends statements with bare JDBC. Their texts come from the cache.
 *
 * @param preparesOnServer whether the driver may prepare a statement on the server after some executions
 */
record StatementExecutor(StatementCache texts, boolean preparesOnServer) {

    private static final Statement<?, Integer> CHECK =
            Template.withoutValues(() -> DSL.selectOne(), Answer.row(row -> row.getInt(1)));

    /**
     * Sends one statement or a pipeline, and commits it where the connection is in autocommit mode.
     *
     * @throws GuardFailedException if a guard of a pipeline failed, which then changed nothing
     */
    <T> T send(Connection connection, Executable<T> executable) throws SQLException, GuardFailedException {
        return switch (executable) {
            case Statement<?, T> statement -> send(connection, statement);
            case Pipeline pipeline -> result(executable, send(connection, pipeline));
        };
    }

    @SuppressWarnings("unchecked") // A pipeline is an Executable<Answers>.
    private static <T> T result(Executable<T> pipeline, Answers answers) {
        return (T) answers;
    }

    <T> T send(Connection connection, Statement<?, T> statement) throws SQLException {
        RenderedText text = texts.of(statement);
        try (PreparedStatement prepared = prepare(connection, text.sql())) {
            BindValues.set(prepared, text, List.of(statement));
            return statement.answer().read(prepared, prepared.execute());
        }
    }

    private Answers send(Connection connection, Pipeline pipeline) throws SQLException, GuardFailedException {
        boolean isOwn = connection.getAutoCommit();
        try {
            return isOwn
                    ? sendTransaction(connection, pipeline.statements())
                    : sendFramed(connection, pipeline.statements(), Frame.SAVEPOINT);
        } catch (SQLException e) {
            String detail = SqlStates.guardFailure(e).orElseThrow(() -> e);
            if (!isOwn) {
                try (PreparedStatement rollback = prepare(connection, texts.rollbackToSavepoint())) {
                    rollback.execute();
                }
            }
            throw new GuardFailedException(detail);
        }
    }

    /**
     * Sends statements as one transaction in one round trip. The text itself begins and commits it: the driver's own BEGIN
     * would be answered separately.
     */
    Answers sendTransaction(Connection connection, List<Statement<?, ?>> statements) throws SQLException {
        try {
            return sendFramed(connection, statements, Frame.TRANSACTION);
        } catch (Throwable e) {
            Transactions.undo(() -> rollback(connection), e);
            throw e;
        }
    }

    /** The transaction was opened by our SQL text, not by the driver, which rolls back only with autocommit off. */
    private static void rollback(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private Answers sendFramed(Connection connection, List<Statement<?, ?>> statements, Frame frame)
            throws SQLException {
        RenderedText text = texts.of(statements, frame);
        try (PreparedStatement prepared = prepare(connection, text.sql())) {
            BindValues.set(prepared, text, statements);
            // The first result is that of the statement that opens the frame.
            prepared.execute();
            var results = new ArrayList<Object>(statements.size());
            for (Statement<?, ?> statement : statements) {
                results.add(statement.answer().read(prepared, prepared.getMoreResults()));
            }
            return new Answers(results);
        }
    }

    /**
     * Sends statements of one template as one batch. Each answers with at most one row.
     *
     * @return their results, in order
     */
    <A, T> List<T> sendBatch(Connection connection, List<Statement<A, T>> statements) throws SQLException {
        RenderedText text = texts.of(statements.getFirst());
        // JDBC calls the rows of RETURNING generated keys.
        try (PreparedStatement prepared =
                configured(connection.prepareStatement(text.sql(), java.sql.Statement.RETURN_GENERATED_KEYS))) {
            for (Statement<A, T> statement : statements) {
                BindValues.set(prepared, text, List.of(statement));
                prepared.addBatch();
            }
            int[] counts = prepared.executeBatch();
            var results = new ArrayList<T>(counts.length);
            try (ResultSet rows = prepared.getGeneratedKeys()) {
                for (int i = 0; i < counts.length; i++) {
                    if (counts[i] < 0) {
                        throw new SQLException("the driver reports no row counts for a batch", "02000");
                    }
                    results.add(statements.get(i).answer().readBatched(rows, counts[i] > 0));
                }
            }
            return results;
        }
    }

    /**
     * Sends rows by COPY. A statement before it finds out whether and why the server has ended the connection: COPY would
     * not report the reason. A connection that breaks is closed here, since the driver would wait for its answer again.
     */
    void copy(Connection connection, String sql, String rows) throws SQLException {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        try {
            send(connection, CHECK);
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } catch (SQLException e) {
            if (SqlStates.isBroken(e)) {
                connection.abort(Runnable::run);
            }
            throw e;
        }
    }

    private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return configured(connection.prepareStatement(sql));
    }

    private PreparedStatement configured(PreparedStatement statement) throws SQLException {
        if (!preparesOnServer) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        return statement;
    }
}
