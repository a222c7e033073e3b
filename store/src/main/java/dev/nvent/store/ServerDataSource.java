package dev.nvent.store;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections; an error names the server and the reason. */
final class ServerDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        try {
            return super.getConnection(user, password);
        } catch (SQLException e) {
            throw new SQLException("cannot connect to " + servers() + ": " + reason(e), e.getSQLState());
        }
    }

    private String servers() {
        String[] hosts = getServerNames();
        int[] ports = getPortNumbers();
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i])
                .collect(Collectors.joining(", "));
    }

    /** The reason of the network where there is one: the driver names it only in a cause. */
    private static String reason(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException unknown -> {
                    return "unknown host " + unknown.getMessage();
                }
                case SocketTimeoutException timeout -> {
                    return "no answer within the time limit";
                }
                case ConnectException refused -> {
                    return String.valueOf(refused.getMessage());
                }
                default -> {}
            }
        }
        return String.valueOf(e.getMessage());
    }
}
