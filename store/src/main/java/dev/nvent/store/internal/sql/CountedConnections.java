package dev.nvent.store.internal.sql;

import dev.nvent.store.error.Operation;
import java.sql.Connection;
import org.jooq.ConnectionProvider;

/** Connections for the caller's own queries. Each counts as a call until it is released. */
record CountedConnections(ConnectionProvider connections, AcceptedCalls calls) implements ConnectionProvider {

    private static final Operation QUERY = Operation.of("reports.dsl");

    @Override
    public Connection acquire() {
        calls.begin(QUERY);
        try {
            return connections.acquire();
        } catch (Throwable e) {
            calls.end();
            throw e;
        }
    }

    @Override
    public void release(Connection connection) {
        try {
            connections.release(connection);
        } finally {
            calls.end();
        }
    }
}
