package dev.nvent.store.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/**
 * A statement of the store, which may be several in one text, and the calls that bound its values. Bare JDBC runs it with
 * other values, and reads all columns of all results.
 */
public record RecordedCall(String sql, List<Binding> bindings) {

    /** A call of a {@code set} method, whose arguments are the index and the value. */
    public record Binding(Method setter, Object[] arguments) {

        void apply(PreparedStatement statement, UnaryOperator<Object> value) throws SQLException {
            Object[] changed = arguments.clone();
            changed[1] = value.apply(changed[1]);
            try {
                setter.invoke(statement, changed);
            } catch (InvocationTargetException e) {
                throw new SQLException(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static RecordedCall of(QueryInfo query) {
        List<ParameterSetOperation> operations = query.getParametersList().isEmpty()
                ? List.of()
                : query.getParametersList().getFirst();
        return new RecordedCall(
                query.getQuery(),
                operations.stream()
                        .map(operation -> new Binding(operation.getMethod(), operation.getArgs()))
                        .toList());
    }

    /**
     * Runs it on a pooled connection.
     *
     * @param value what to bind instead of a recorded value
     */
    public void run(DataSource pool, UnaryOperator<Object> value) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Binding binding : bindings) {
                binding.apply(statement, value);
            }
            boolean hasRows = statement.execute();
            while (hasRows || statement.getUpdateCount() >= 0) {
                if (hasRows) {
                    read(statement);
                }
                hasRows = statement.getMoreResults();
            }
        }
    }

    private static void read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    rows.getObject(i);
                }
            }
        }
    }
}
