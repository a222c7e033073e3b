package dev.nvent.store.testing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A PostgreSQL to build, test and play with, found by one rule:
 *
 * <ol>
 *   <li>the server that the system property {@code nvent.database.url} or the environment's {@code NVENT_DATABASE_URL} names, in
 *       JDBC's form, with user and password in the URL where they are needed;
 *   <li>a container, where a Docker engine answers and has the image {@code postgres:<major>-alpine}; nothing is ever pulled;
 *   <li>an embedded server, from the binaries on the class path.
 * </ol>
 *
 * <p>Guaranteed: the server answers when {@link #find()} returns, and {@link #close} ends what {@link #find()} started and nothing
 * else. A server that was given by URL is never stopped. An embedded server that a killed build left behind is ended, and its
 * data removed, when the next one starts in the same directory.
 *
 * <p>What may surprise: the wanted version is a wish. A given server, or an image with another server behind its tag, is taken as
 * it is; {@link #major} and {@link #describe} ask the server itself. Only the embedded one insists. An embedded server trusts
 * whoever reaches it, which every user of the same machine does. Unless it is to be {@linkplain Wanted#durable durable}, a
 * server does not wait for its disk: figures measured on it mean nothing. A container that a killed build left behind is removed
 * by Testcontainers' own helper, and stays where that helper is disabled; so does a scratch database on a given server.
 */
public final class PostgresServer implements AutoCloseable {

    private final PostgresUrl url;
    private final Runnable stop;
    private final String description;
    private final int major;
    private final boolean given;

    private PostgresServer(Started started, boolean given) {
        this.given = given;
        this.url = started.url();
        this.stop = started.stop();
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000")) {
            row.next();
            this.description = started.form().replace("*", row.getString(1).split(" ")[0]);
            this.major = row.getInt(2);
        } catch (SQLException e) {
            stop.run();
            throw new IllegalStateException(
                    "No answer from " + started.form().replace(" *", "") + ": " + e.getMessage(), e);
        }
    }

    /**
     * What one of the three sources hands over.
     *
     * @param form how to describe it, with a star where its version belongs
     */
    record Started(PostgresUrl url, String form, Runnable stop) {}

    /**
     * Which server is wanted. Each part is a wish that a given server need not fulfil.
     *
     * @param major the major version
     * @param directory where an embedded server keeps its data until it is closed, unless it runs as nobody instead of root:
     *     then below the directory for temporary files
     * @param durable whether a commit waits for the disk
     */
    public record Wanted(int major, Path directory, boolean durable) {

        /**
         * Version {@code nvent.postgres.version} (a system property), or else 18; data below {@code target/} of the module at
         * work; not durable.
         */
        public static Wanted byDefault() {
            Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
            return new Wanted(
                    Integer.getInteger("nvent.postgres.version", 18), module.resolve("target/postgres"), false);
        }

        /** The same, with another major version. */
        public Wanted withMajor(int newMajor) {
            return new Wanted(newMajor, directory, durable);
        }

        /** The same, with its data elsewhere. */
        public Wanted withDirectory(Path newDirectory) {
            return new Wanted(major, newDirectory, durable);
        }

        /** The same, but a commit waits for the disk, as in production. */
        public Wanted withDurability() {
            return new Wanted(major, directory, true);
        }
    }

    /** Finds a server as wanted by default. */
    public static PostgresServer find() {
        return find(Wanted.byDefault());
    }

    /** Finds a server of this major version, if the choice is ours. */
    public static PostgresServer find(int major) {
        return find(Wanted.byDefault().withMajor(major));
    }

    /**
     * Finds a server by the rule.
     *
     * @throws IllegalStateException if there is none; the message says what to do
     */
    public static PostgresServer find(Wanted wanted) {
        return given().map(started -> new PostgresServer(started, true))
                .or(() -> DockerServer.start(wanted).map(started -> new PostgresServer(started, false)))
                .orElseGet(() -> embedded(wanted));
    }

    private static PostgresServer embedded(Wanted wanted) {
        PostgresServer server = new PostgresServer(EmbeddedServer.start(wanted), false);
        if (server.major != wanted.major()) {
            // The binaries on the class path have one version.
            server.close();
            throw new IllegalStateException(
                    "Wanted an embedded PostgreSQL " + wanted.major() + ", but the class path has " + server.major
                            + ": Maven's -Dpostgres=" + wanted.major() + " brings the other.");
        }
        return server;
    }

    private static Optional<Started> given() {
        return Optional.ofNullable(System.getProperty("nvent.database.url"))
                .or(() -> Optional.ofNullable(System.getenv("NVENT_DATABASE_URL")))
                .filter(url -> !url.isBlank())
                .map(PostgresUrl::parse)
                .map(url -> new Started(url, "PostgreSQL * at " + url.address(), () -> {}));
    }

    /** The server's own database, for maintenance; complete with user and password. */
    public String jdbcUrl() {
        return url.jdbcUrl();
    }

    /** The user of {@link #jdbcUrl}: a superuser, unless the server was given. */
    public String user() {
        return url.user();
    }

    /** The password of {@link #user}; empty if there is none. */
    public String password() {
        return url.password();
    }

    /** The major version of the server itself. */
    public int major() {
        return major;
    }

    /** Whether it was given by URL, so that what is written there stays when this is closed. */
    public boolean isGiven() {
        return given;
    }

    /** What was found, such as {@code embedded PostgreSQL 18.6}; the version is what the server says. */
    public String describe() {
        return description;
    }

    /**
     * Makes an empty database of its own on this server, with a name that nobody else has.
     *
     * <p>On a given server, the user must be allowed to create databases.
     */
    public Database createDatabase() {
        String name = "nvent_scratch_" + Long.toHexString(new SecureRandom().nextLong());
        execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
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

    /** Ends the server, with all its databases, unless it was given. */
    @Override
    public void close() {
        stop.run();
    }

    @Override
    public String toString() {
        return describe();
    }

    /** A scratch database. Closing it drops it, whoever is still connected. */
    public final class Database implements AutoCloseable {

        private final String name;

        private Database(String name) {
            this.name = name;
        }

        /** Its plain name. */
        public String name() {
            return name;
        }

        /**
         * Its URL, complete with user and password. They win over those that are passed to a driver beside it: for another user
         * take {@link #jdbcUrl(String, String)}.
         */
        public String jdbcUrl() {
            return url.withDatabase(name).jdbcUrl();
        }

        /** Its URL for another user. */
        public String jdbcUrl(String otherUser, String otherPassword) {
            return url.withDatabase(name).withUser(otherUser, otherPassword).jdbcUrl();
        }

        /** The user of {@link #jdbcUrl()}, who owns it. */
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
