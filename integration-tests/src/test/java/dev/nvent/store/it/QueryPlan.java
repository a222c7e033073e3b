package dev.nvent.store.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** The plan that the server chooses for a recorded statement. */
final class QueryPlan {

    private static final int GENERIC_PLANS_SINCE = 16;

    private QueryPlan() {}

    /** The custom plan, for the bind values that were sent. */
    static String of(QueryInfo query) {
        String sql = "EXPLAIN (COSTS OFF) " + query.getQuery();
        try (Connection connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (ParameterSetOperation operation : query.getParametersList().getFirst()) {
                operation.getMethod().invoke(statement, operation.getArgs());
            }
            return lines(statement.executeQuery());
        } catch (SQLException | ReflectiveOperationException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The generic plan of a prepared statement; empty before PostgreSQL 16. */
    static String generic(QueryInfo query) {
        if (TestPostgres.server().major() < GENERIC_PLANS_SINCE) {
            return "";
        }
        var sql = new StringBuilder("EXPLAIN (GENERIC_PLAN, COSTS OFF) ");
        int number = 0;
        for (char c : query.getQuery().toCharArray()) {
            sql.append(c == '?' ? "$" + ++number : String.valueOf(c));
        }
        PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setPreferQueryMode(PreferQueryMode.SIMPLE);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return lines(statement.executeQuery(sql.toString()));
        } catch (SQLException e) {
            throw new IllegalStateException(sql.toString(), e);
        }
    }

    private static String lines(ResultSet rows) throws SQLException {
        var plan = new StringBuilder();
        while (rows.next()) {
            plan.append(rows.getString(1)).append('\n');
        }
        return plan.toString();
    }
}
