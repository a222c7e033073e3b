package dev.nvent.store.postgres;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A PostgreSQL server for the build, the tests, the benchmarks and the demo. {@link #find()} takes the first of these:
 *
 * <ol>
 *   <li>an external server: the JDBC URL in the system property {@code nvent.database.url} or the environment variable {@code
 *       NVENT_DATABASE_URL}, with user and password in the URL;
 *   <li>a container, if Docker is running and has the image {@code postgres:<major>-alpine}; images are never pulled;
 *   <li>an embedded server, from the binaries on the class path.
 * </ol>
 *
 * <p>The server accepts connections when {@link #find()} returns. {@link #close} stops a server that {@link #find()} started, and
 * leaves an external server running. If a build is killed, the next embedded server in the same directory first stops the old one
 * and deletes its data.
 *
 * <p>Limits:
 *
 * <ul>
 *   <li>Only an embedded server is checked for the requested version. An external server, or a container whose image tag is
 *       misleading, may have another one: {@link #major} and {@link #describe} report the actual version.
 *   <li>An embedded server accepts every local user without a password.
 *   <li>Unless the request is {@linkplain ServerRequest#durable durable}, commits do not wait for the disk; do not measure
 *       performance on such a server.
 *   <li>If a build is killed, its container is removed by Testcontainers' Ryuk, and remains if Ryuk is disabled. A scratch
 *       database on an external server remains.
 * </ul>
 */
public final class PostgresServer implements AutoCloseable {

    private final PostgresUrl url;
    private final Runnable stop;
    private final String description;
    private final int major;
    private final boolean external;

    private PostgresServer(Started started, boolean external) {
        this.external = external;
        this.url = started.url();
        this.stop = started.stop();
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000")) {
            row.next();
            this.description = started.describe(" " + row.getString(1).split(" ")[0]);
            this.major = row.getInt(2);
        } catch (SQLException e) {
            stop.run();
            throw new IllegalStateException("Cannot connect to " + started.describe("") + ": " + e.getMessage(), e);
        }
    }

    /**
     * A running server.
     *
     * @param descriptionPrefix the text before the version
     * @param descriptionSuffix the text after the version
     */
    record Started(PostgresUrl url, String descriptionPrefix, String descriptionSuffix, Runnable stop) {

        private String describe(String version) {
            return descriptionPrefix + version + descriptionSuffix;
        }
    }

    /** Finds or starts a server for the {@linkplain ServerRequest#defaults() default request}. */
    public static PostgresServer find() {
        return find(ServerRequest.defaults());
    }

    /**
     * Finds or starts a server.
     *
     * @throws IllegalStateException if no server can be reached or started; the message says how to name one
     */
    public static PostgresServer find(ServerRequest request) {
        return external()
                .map(started -> new PostgresServer(started, true))
                .or(() -> DockerServer.start(request).map(started -> new PostgresServer(started, false)))
                .orElseGet(() -> embedded(request));
    }

    /**
     * Returns the server of a JDBC URL.
     *
     * @throws IllegalStateException if it cannot be reached
     */
    public static PostgresServer at(String jdbcUrl) {
        return new PostgresServer(external(jdbcUrl), true);
    }

    private static PostgresServer embedded(ServerRequest request) {
        PostgresServer server = new PostgresServer(EmbeddedServer.start(request), false);
        if (server.major != request.major()) {
            server.close();
            throw new IllegalStateException("Requested an embedded PostgreSQL " + request.major()
                    + ", but the binaries on the class path are version " + server.major
                    + ": run Maven with -Dpostgres="
                    + request.major());
        }
        return server;
    }

    private static Optional<Started> external() {
        return Optional.ofNullable(System.getProperty("nvent.database.url"))
                .or(() -> Optional.ofNullable(System.getenv("NVENT_DATABASE_URL")))
                .filter(url -> !url.isBlank())
                .map(PostgresServer::external);
    }

    private static Started external(String jdbcUrl) {
        PostgresUrl url = PostgresUrl.parse(jdbcUrl);
        return new Started(url, "PostgreSQL", " at " + url.address(), () -> {});
    }

    /** The URL of the maintenance database, including user and password. */
    public String jdbcUrl() {
        return url.jdbcUrl();
    }

    /** The user in {@link #jdbcUrl}: a superuser, unless the server is external. */
    public String user() {
        return url.user();
    }

    /** The password of {@link #user}; empty if there is none. */
    public String password() {
        return url.password();
    }

    /** The actual major version. */
    public int major() {
        return major;
    }

    /** Whether the server was named by a URL. It and its data remain when this object is closed. */
    public boolean isExternal() {
        return external;
    }

    /** The kind and actual version of the server, such as {@code embedded PostgreSQL 18.6}. */
    public String describe() {
        return description;
    }

    /** Creates an empty database with a random name. On an external server this needs the CREATEDB privilege. */
    public Database createDatabase() {
        return createDatabase("template0 ENCODING 'UTF8'");
    }

    /** Creates a copy of a database, to which there must be no connection. Copying files takes a fifth of the default. */
    public Database createDatabase(Database template) {
        return createDatabase(template.name() + " STRATEGY FILE_COPY");
    }

    private Database createDatabase(String template) {
        String name = "nvent_scratch_" + Long.toHexString(new SecureRandom().nextLong());
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return new Database(name);
    }

    private void execute(String sql) {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed on " + describe() + ": " + e.getMessage(), e);
        }
    }

    /** Stops the server and deletes its data, unless it is external. */
    @Override
    public void close() {
        stop.run();
    }

    @Override
    public String toString() {
        return describe();
    }

    /** A scratch database. {@link #close} drops it and terminates its connections. */
    public final class Database implements AutoCloseable {

        private final String name;

        private Database(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /**
         * The URL, including user and password. The driver prefers them over credentials that are passed separately; to connect as
         * another user, call {@link #jdbcUrl(String, String)}.
         */
        public String jdbcUrl() {
            return url.withDatabase(name).jdbcUrl();
        }

        /** The URL for another user. */
        public String jdbcUrl(String otherUser, String otherPassword) {
            return url.withDatabase(name).withUser(otherUser, otherPassword).jdbcUrl();
        }

        /** The user in {@link #jdbcUrl()}, who owns the database. */
        public String user() {
            return url.user();
        }

        /** The password of {@link #user}; empty if there is none. */
        public String password() {
            return url.password();
        }

        @Override
        public void close() {
            execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        }
    }
}
