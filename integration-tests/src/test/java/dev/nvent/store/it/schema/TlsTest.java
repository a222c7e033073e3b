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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own, for the name localhost. */
@Tag("slow")
class TlsTest {

    @TempDir
    static Path directory;

    private static PostgresServer server;
    private static Path rightAuthority;
    private static Path wrongAuthority;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.find();
        assumeTrue(server.jdbcUrl().contains("localhost"), "needs a server that can be given a certificate");
        var right = TestCertificates.make(Files.createDirectory(directory.resolve("right")), "localhost");
        var wrong = TestCertificates.make(Files.createDirectory(directory.resolve("wrong")), "localhost");
        rightAuthority = right.authority();
        wrongAuthority = wrong.authority();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            give(statement, "server.crt", right.certificate());
            give(statement, "server.key", right.key());
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void verify_full_takes_the_right_authority_and_the_right_name() {
        try (NventStore store = NventStore.open(options("localhost", rightAuthority))) {
            store.kv().set("k", 1);
            assertThat(store.reports()
                            .dsl()
                            .fetchSingle("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .get(0))
                    .isEqualTo(true);
        }
    }

    @Test
    void verify_full_refuses_a_wrong_authority() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(options("localhost", wrongAuthority)))
                .withMessageContaining("PKIX path");
    }

    @Test
    void verify_full_refuses_a_wrong_name() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> NventStore.open(options("127.0.0.1", rightAuthority)))
                .withMessageContaining("127.0.0.1");
    }

    /** Into the server's own directory, readable for nobody else. */
    private static void give(Statement statement, String file, Path content) throws Exception {
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
