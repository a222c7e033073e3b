package dev.nvent.store.internal.sql;

import dev.nvent.store.error.InvalidInputException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DataSourceConnectionProvider;

/** Connections of a DataSource. Refuses one outside the transaction that the caller has on the same DataSource. */
final class DataSourceConnections extends DataSourceConnectionProvider {

    DataSourceConnections(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection acquire() {
        Connection connection = super.acquire();
        if (BoundTransactions.isActiveOn(dataSource()) && autoCommits(connection)) {
            release(connection);
            throw new InvalidInputException(
                    "dataSource",
                    "connections that join the current Spring transaction (open the store with"
                            + " StoreOptions.of(new TransactionAwareDataSourceProxy(dataSource)), or use the Spring Boot starter)",
                    "a connection outside of it, whose changes a rollback would not undo");
        }
        return connection;
    }

    private boolean autoCommits(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            release(connection);
            throw new DataAccessException("the connection is broken", e);
        }
    }
}
