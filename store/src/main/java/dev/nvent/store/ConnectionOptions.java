package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The server, the database and the role. Immutable and thread-safe. {@code toString} shows no password. */
public final class ConnectionOptions {

    private final Properties properties;

    private ConnectionOptions(Properties properties) {
        this.properties = properties;
    }

    /**
     * A database at a URL: {@code jdbc:postgresql://host:port/database?user=…}, as the JDBC driver takes it, or
     * {@code postgresql://user:password@host:port/database}, as libpq takes it. Several hosts are separated by commas. The
     * parameters are those of the driver or of libpq; a user and a password before the host must be percent-encoded. Host
     * and port default to {@code localhost:5432}.
     *
     * @throws InvalidInputException if it is another URL, has an unknown parameter, or names a Unix-domain socket
     */
    public static ConnectionOptions of(String url) {
        if (url == null) {
            throw new InvalidInputException("url", "a URL", "null");
        }
        return new ConnectionOptions(ConnectionUrl.parse(url));
    }

    /** A database on a host. Several hosts are separated by commas; the first one that answers, in their order, is used. */
    public static ConnectionOptions of(String host, int port, String database) {
        if (port < 1 || port > 65_535) {
            throw new InvalidInputException("port", "from 1 to 65,535", String.valueOf(port));
        }
        if (host == null || host.isEmpty()) {
            throw new InvalidInputException(
                    "host", "the name or the address of a host", host == null ? "null" : "empty text");
        }
        var properties = new Properties();
        Servers.of(host, String.valueOf(port), "host").addTo(properties);
        return new ConnectionOptions(properties).with(PGProperty.PG_DBNAME, database);
    }

    /** The role. Defaults to the user of the operating system. */
    public ConnectionOptions withUser(String user) {
        return with(PGProperty.USER, user);
    }

    /** The password. Defaults to that of {@code ~/.pgpass}, if it has one. */
    public ConnectionOptions withPassword(String password) {
        return with(PGProperty.PASSWORD, password);
    }

    /** Whether and how the connection is encrypted. Defaults to {@link TlsMode#PREFER}. */
    public ConnectionOptions withTls(TlsMode mode) {
        return with(PGProperty.SSL_MODE, mode == null ? null : mode.sslMode());
    }

    /** The file with the certificate of the authority that signed the server's. Defaults to {@code ~/.postgresql/root.crt}. */
    public ConnectionOptions withRootCertificate(String file) {
        return with(PGProperty.SSL_ROOT_CERT, file);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ConnectionOptions[host=" + PGProperty.PG_HOST.getOrDefault(properties) + ", port="
                + PGProperty.PG_PORT.getOrDefault(properties) + ", database="
                + PGProperty.PG_DBNAME.getOrDefault(properties) + ", user="
                + PGProperty.USER.getOrDefault(properties) + "]";
    }

    /** Connections that quote no values in errors. Time limits of the URL take precedence. */
    PGSimpleDataSource dataSource(PoolOptions limits) {
        Properties all = new Properties();
        PGProperty.APPLICATION_NAME.set(all, "nvent-store");
        PGProperty.TCP_KEEP_ALIVE.set(all, true);
        all.putAll(properties);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(all, false);
        Duration connectTimeout =
                fromUrl(PGProperty.CONNECT_TIMEOUT).filter(Duration::isPositive).orElse(limits.connectTimeout());
        Duration socketTimeout = fromUrl(PGProperty.SOCKET_TIMEOUT).orElse(limits.socketTimeout());
        // The driver connects with its socket timeout, too; the data source then sets that of statements.
        PGProperty.CONNECT_TIMEOUT.set(all, seconds(connectTimeout));
        PGProperty.SOCKET_TIMEOUT.set(all, seconds(connectTimeout));
        var dataSource = new ServerDataSource(
                limits.withConnectTimeout(connectTimeout).withSocketTimeout(socketTimeout),
                properties.containsKey(PGProperty.PREPARE_THRESHOLD.getName()));
        for (PGProperty property : PGProperty.values()) {
            String value = all.getProperty(property.getName());
            if (value != null) {
                set(dataSource, property, value);
            }
        }
        return dataSource;
    }

    private Optional<Duration> fromUrl(PGProperty timeout) {
        return Optional.ofNullable(properties.getProperty(timeout.getName()))
                .map(seconds -> Duration.ofSeconds(Integer.parseInt(seconds)));
    }

    /** The driver takes whole seconds, and zero as no limit. */
    private static int seconds(Duration timeout) {
        return Math.toIntExact(timeout.plusMillis(999).toSeconds());
    }

    private static void set(PGSimpleDataSource dataSource, PGProperty property, String value) {
        switch (property) {
            case PG_HOST -> dataSource.setServerNames(value.split(","));
            case PG_PORT ->
                dataSource.setPortNumbers(Arrays.stream(value.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
            case PG_DBNAME -> dataSource.setDatabaseName(value);
            case USER -> dataSource.setUser(value);
            case PASSWORD -> dataSource.setPassword(value);
            default -> dataSource.setProperty(property, value);
        }
    }

    private ConnectionOptions with(PGProperty property, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new InvalidInputException(
                    property.getName(), "text that is not empty", value == null ? "null" : "empty text");
        }
        Properties more = new Properties();
        more.putAll(properties);
        property.set(more, value);
        return new ConnectionOptions(more);
    }
}
