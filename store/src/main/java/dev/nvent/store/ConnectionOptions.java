package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the database is, and as whom to connect. Immutable. Its text has no password. */
public final class ConnectionOptions {

    private static final String JDBC = "jdbc:postgresql:";

    private final Properties properties;

    private ConnectionOptions(Properties properties) {
        this.properties = properties;
    }

    /**
     * A database at a URL: {@code jdbc:postgresql://host:port/database?user=…}, as the driver takes it, or
     * {@code postgresql://user:password@host:port/database}.
     */
    public static ConnectionOptions of(String url) {
        if (url == null) {
            throw new InvalidInputException("url", "a URL", "null");
        }
        Properties parsed = url.startsWith(JDBC) ? Driver.parseURL(url, new Properties()) : parseUri(url);
        if (parsed == null) {
            throw new InvalidInputException("url", "jdbc:postgresql://… or postgresql://…", "another URL");
        }
        return new ConnectionOptions(parsed);
    }

    /** A database on a host. */
    public static ConnectionOptions of(String host, int port, String database) {
        if (port < 1 || port > 65_535) {
            throw new InvalidInputException("port", "from 1 to 65,535", String.valueOf(port));
        }
        return new ConnectionOptions(new Properties())
                .with(PGProperty.PG_HOST, host)
                .with(PGProperty.PG_PORT, String.valueOf(port))
                .with(PGProperty.PG_DBNAME, database);
    }

    /** As a user. */
    public ConnectionOptions withUser(String user) {
        return with(PGProperty.USER, user);
    }

    /** With a password. */
    public ConnectionOptions withPassword(String password) {
        return with(PGProperty.PASSWORD, password);
    }

    /** With or without encryption. */
    public ConnectionOptions withTls(TlsMode mode) {
        return with(PGProperty.SSL_MODE, mode == null ? null : mode.sslMode());
    }

    /** With the file of the authority that the server's certificate must come from. */
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

    /** Connections that quote no values in errors. */
    PGSimpleDataSource dataSource(Duration socketTimeout) {
        Properties all = new Properties();
        PGProperty.APPLICATION_NAME.set(all, "nvent-store");
        PGProperty.TCP_KEEP_ALIVE.set(all, true);
        PGProperty.SOCKET_TIMEOUT.set(all, Math.toIntExact(socketTimeout.toSeconds()));
        all.putAll(properties);
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(all, false);
        var dataSource = new PGSimpleDataSource();
        for (PGProperty property : PGProperty.values()) {
            String value = all.getProperty(property.getName());
            if (value != null) {
                set(dataSource, property, value);
            }
        }
        return dataSource;
    }

    private static void set(PGSimpleDataSource dataSource, PGProperty property, String value) {
        switch (property) {
            case PG_HOST -> dataSource.setServerNames(value.split(","));
            case PG_PORT ->
                dataSource.setPortNumbers(java.util.Arrays.stream(value.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
            case PG_DBNAME -> dataSource.setDatabaseName(value);
            case USER -> dataSource.setUser(value);
            case PASSWORD -> dataSource.setPassword(value);
            default -> dataSource.setProperty(property, value);
        }
    }

    private ConnectionOptions with(PGProperty property, String value) {
        if (value == null || value.isEmpty()) {
            throw new InvalidInputException(
                    property.getName(), "text that is not empty", value == null ? "null" : "empty text");
        }
        Properties more = new Properties();
        more.putAll(properties);
        property.set(more, value);
        return new ConnectionOptions(more);
    }

    private static Properties parseUri(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (uri.getHost() == null || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
            return null;
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        Properties parsed =
                Driver.parseURL(JDBC + "//" + uri.getHost() + port + uri.getRawPath() + query, new Properties());
        if (parsed != null && uri.getRawUserInfo() != null) {
            String[] user = uri.getRawUserInfo().split(":", 2);
            PGProperty.USER.set(parsed, decoded(user[0]));
            if (user.length == 2) {
                PGProperty.PASSWORD.set(parsed, decoded(user[1]));
            }
        }
        return parsed;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
