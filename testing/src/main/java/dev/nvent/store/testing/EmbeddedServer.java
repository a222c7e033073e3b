package dev.nvent.store.testing;

import dev.nvent.store.testing.PostgresServer.Started;
import dev.nvent.store.testing.PostgresServer.Wanted;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** PostgreSQL from the binaries on the class path, on a free port of the loopback interface. Root starts it by unshare -U. */
final class EmbeddedServer {

    private EmbeddedServer() {}

    static Started start(Wanted wanted) {
        boolean root = System.getProperty("user.name").equals("root");
        try {
            return root && !LinuxUtils.isUnshareAvailable() ? NobodyServer.start(wanted) : asMyself(wanted);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL did not start (" + e.getMessage() + "). Another server can be named:"
                            + " NVENT_DATABASE_URL=jdbc:postgresql://host:port/database?user=…",
                    e);
        }
    }

    private static Started asMyself(Wanted wanted) throws IOException {
        DataDirectory data = DataDirectory.create(wanted.directory());
        try {
            EmbeddedPostgres server = builder(wanted, data).start();
            return new Started(PostgresUrl.local(server.getPort()), "embedded PostgreSQL *", () -> stop(server, data));
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            data.close();
            throw e;
        }
    }

    private static EmbeddedPostgres.Builder builder(Wanted wanted, DataDirectory data) {
        String onOrOff = wanted.durable() ? "on" : "off";
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.path())
                .setPGStartupWait(Duration.ofSeconds(60))
                // The same order and the same letters on every machine; only Linux has C.UTF-8 everywhere.
                .setLocaleConfig("locale", System.getProperty("os.name").equals("Linux") ? "C.UTF-8" : "C")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", onOrOff)
                .setServerConfig("synchronous_commit", onOrOff);
    }

    private static void stop(EmbeddedPostgres server, DataDirectory data) {
        try (data) {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
