package dev.nvent.store.postgres;

import dev.nvent.store.postgres.PostgresServer.Started;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * PostgreSQL from the binaries on the class path, on a free port of the loopback interface. For root, the library starts it with
 * {@code unshare -U}.
 */
final class EmbeddedServer {

    private EmbeddedServer() {}

    static Started start(ServerRequest request) {
        boolean root = System.getProperty("user.name").equals("root");
        try {
            return root && !LinuxUtils.isUnshareAvailable()
                    ? UnprivilegedServer.start(request)
                    : startAsCurrentUser(request);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL did not start (" + e.getMessage() + "). To use another server, set"
                            + " NVENT_DATABASE_URL=jdbc:postgresql://host:port/database?user=…",
                    e);
        }
    }

    private static Started startAsCurrentUser(ServerRequest request) throws IOException {
        DataDirectory data = DataDirectory.create(request.directory());
        try {
            EmbeddedPostgres server = builder(request, data).start();
            return new Started(
                    PostgresUrl.local(server.getPort()), "embedded PostgreSQL", "", () -> stop(server, data));
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            data.close();
            throw e;
        }
    }

    private static EmbeddedPostgres.Builder builder(ServerRequest request, DataDirectory data) {
        String onOrOff = request.durable() ? "on" : "off";
        return EmbeddedPostgres.builder()
                .setDataDirectory(data.path())
                .setPGStartupWait(Duration.ofSeconds(60))
                // The same collation and character types on every machine; only Linux always has C.UTF-8.
                .setLocaleConfig("locale", System.getProperty("os.name").equals("Linux") ? "C.UTF-8" : "C")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_prepared_transactions", "10")
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
