package dev.nvent.store.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Recognises a connection pooler, such as PgBouncer, between the driver and the server. */
public final class ConnectionPooler {

    private static final String IS_OTHER_PROCESS = "SELECT pg_backend_pid() <> ?";

    private ConnectionPooler() {}

    /** Whether the connection leads through a pooler, which makes up the process id that it reports to its clients. */
    public static boolean isBefore(Connection connection) throws SQLException {
        if (!connection.isWrapperFor(PGConnection.class)) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(IS_OTHER_PROCESS)) {
            statement.setInt(1, connection.unwrap(PGConnection.class).getBackendPID());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Whether the driver would prepare statements on the server, which a pooler may not keep with their connection. */
    public static boolean preparesOnServer(Connection connection) throws SQLException {
        return connection.isWrapperFor(PGConnection.class)
                && connection.unwrap(PGConnection.class).getPrepareThreshold() != 0;
    }
}
