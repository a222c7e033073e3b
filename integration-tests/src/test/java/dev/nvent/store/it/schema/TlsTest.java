package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nvent.store.ConnectionOptions;
import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.TlsMode;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.postgres.PostgresServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a server whose certificate is for the host name localhost. */
@Tag("slow")
class TlsTest {

    @TempDir
    static Path directory;

    /** The driver logs the rejected host name that one test expects. A field, because loggers are weakly referenced. */
    private static final Logger HOST_NAME_VERIFIER = Logger.getLogger("org.postgresql.ssl.PGjdbcHostnameVerifier");

    private static PostgresServer server;
    private static Path trustedAuthority;
    private static Path otherAuthority;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.find();
        assumeTrue(
                server.jdbcUrl().contains("localhost"),
                "requires a local server, whose certificate the test can replace");
        var trusted = TestCertificates.create(Files.createDirectory(directory.resolve("trusted")), "localhost");
        var other = TestCertificates.create(Files.createDirectory(directory.resolve("other")), "localhost");
        trustedAuthority = trusted.authority();
        otherAuthority = other.authority();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            install(statement, "server.crt", trusted.certificate());
            install(statement, "server.key", trusted.key());
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void verify_full_accepts_the_trusted_authority_and_the_host_name() {
        try (NventStore store = NventStore.open(options("localhost", trustedAuthority))) {
            store.kv().set("k", 1);
            assertThat(store.reports()
                            .dsl()
                            .fetchSingle("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .get(0))
                    .isEqualTo(true);
        }
    }

    @Test
    void verify_full_rejects_another_authority() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(options("localhost", otherAuthority)))
                .withMessageContaining("PKIX path");
    }

    @Test
    void verify_full_rejects_another_host_name() {
        HOST_NAME_VERIFIER.setLevel(Level.OFF);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(options("127.0.0.1", trustedAuthority)))
                .withMessageContaining("127.0.0.1");
    }

    /** Writes a file to the data directory of the server, readable by the server only. */
    private static void install(Statement statement, String file, Path content) throws Exception {
        String lines = Files.readString(content).strip().replace("\n", "'), ('");
        statement.execute("COPY (SELECT line FROM (VALUES ('" + lines + "')) AS content (line))"
                + " TO PROGRAM 'umask 077 && cat > " + file + "'");
    }

    private static StoreOptions options(String host, Path authority) {
        URI uri = URI.create(server.jdbcUrl().substring("jdbc:".length()));
        return StoreOptions.of(ConnectionOptions.of(host, uri.getPort(), "postgres")
                        .withUser(server.user())
                        .withTls(TlsMode.VERIFY_FULL)
                        .withRootCertificate(authority.toString()))
                .withPool(PoolOptions.DEFAULT.withConnectionTimeout(Duration.ofSeconds(5)));
    }
}
