package dev.nvent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The precedence of sources of options, and the refusal of misspelled ones. */
class ConfiguredOptionsTest {

    private static final Map<String, String> NONE = Map.of();
    private static final Map<String, String> ENVIRONMENT = Map.of("DATABASE_URL", "postgres://e:pw@env:1/env");

    @Test
    void the_stores_own_connection_wins_over_all_others() {
        StoreOptions options = ConfiguredOptions.read(
                Map.of(
                        "nvent.store.connection.host", "own",
                        "nvent.connections.postgres.host", "shared"),
                ENVIRONMENT);

        assertThat(options.connection())
                .hasToString("ConnectionOptions[host=own, port=5432, database=nvent, user=null]");
    }

    @Test
    void the_shared_connection_wins_over_the_environment() {
        StoreOptions options = ConfiguredOptions.read(
                Map.of("nvent.connections.postgres", "postgresql://u@shared:5433/db"), ENVIRONMENT);

        assertThat(options.connection()).hasToString("ConnectionOptions[host=shared, port=5433, database=db, user=u]");
    }

    @Test
    void the_environment_is_the_last_resort() {
        assertThat(ConfiguredOptions.read(NONE, ENVIRONMENT).connection())
                .hasToString("ConnectionOptions[host=env, port=1, database=env, user=e]");
    }

    @Test
    void an_explicit_option_wins_over_every_source() {
        StoreOptions options = ConfiguredOptions.read(Map.of("nvent.store.prefix", "configured"), ENVIRONMENT)
                .withPrefix("explicit")
                .withConnection(ConnectionOptions.of("explicit", 5432, "db"));

        assertThat(options.namespace().prefix()).isEqualTo("explicit");
        assertThat(options.connection().toString()).contains("host=explicit");
    }

    @Test
    void without_any_source_the_error_names_them_all() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConfiguredOptions.read(NONE, NONE))
                .withMessageContaining("nvent.store.connection")
                .withMessageContaining("nvent.connections.postgres")
                .withMessageContaining("DATABASE_URL");
    }

    @Test
    void everything_else_is_read_too() {
        StoreOptions options = ConfiguredOptions.read(
                Map.of(
                        "nvent.store.prefix", "acme",
                        "nvent.store.schema", "workflows",
                        "nvent.store.autoMigrate", "false",
                        "nvent.store.poolSize", "20",
                        "nvent.store.minIdle", "3",
                        "nvent.store.idleTimeoutMillis", "60000"),
                ENVIRONMENT);

        assertThat(options.namespace()).hasToString("Namespace[schema=workflows, prefix=acme]");
        assertThat(options.autoMigrate()).isFalse();
        assertThat(options.pool())
                .isEqualTo(PoolOptions.DEFAULT.withMaxSize(20).withMinIdle(3).withIdleTimeout(Duration.ofMinutes(1)));
    }

    @Test
    void every_time_limit_is_read() {
        StoreOptions options = ConfiguredOptions.read(
                Map.of(
                        "nvent.store.connectTimeoutMillis", "500",
                        "nvent.store.connectionTimeoutMillis", "1000",
                        "nvent.store.socketTimeoutMillis", "30000",
                        "nvent.store.statementTimeoutMillis", "20000",
                        "nvent.store.lockTimeoutMillis", "2000",
                        "nvent.store.closeTimeoutMillis", "4000"),
                ENVIRONMENT);

        assertThat(options.pool())
                .isEqualTo(PoolOptions.DEFAULT
                        .withConnectTimeout(Duration.ofMillis(500))
                        .withConnectionTimeout(Duration.ofSeconds(1))
                        .withSocketTimeout(Duration.ofSeconds(30))
                        .withStatementTimeout(Duration.ofSeconds(20))
                        .withLockTimeout(Duration.ofSeconds(2)));
        assertThat(options.closeTimeout()).isEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({
        "nvent.store.poolsize, 20",
        "nvent.store.poolSize, many",
        "nvent.store.poolSize, 0",
        "nvent.store.autoMigrate, yes",
        "nvent.store.prefix, Not-A-Prefix",
        "nvent.store.connection.hots, localhost",
        "nvent.connections.postgres.port, 99999",
        "nvent.connections.postgres.ssl, maybe",
        "nvent.connections.postgres, mysql://localhost/db",
    })
    void what_has_no_meaning_is_refused(String property, String value) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConfiguredOptions.read(Map.of(property, value), ENVIRONMENT));
    }

    @Test
    void a_host_in_addition_to_a_url_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConfiguredOptions.read(
                        Map.of(
                                "nvent.store.connection", "postgresql://u@h/db",
                                "nvent.store.connection.host", "other"),
                        NONE))
                .withMessageContaining("nvent.store.connection.host");
    }

    @Test
    void passwords_are_in_no_text() {
        StoreOptions options = ConfiguredOptions.read(
                Map.of("nvent.store.connection", "jdbc:postgresql://h:1/db?user=u&password=s3cret"), NONE);

        assertThat(options.toString()).contains("user=u").doesNotContain("s3cret");
        assertThat(options.connection().dataSource(PoolOptions.DEFAULT).getPassword())
                .isEqualTo("s3cret");
    }

    @Test
    void true_is_the_strictest_encryption() {
        StoreOptions options = ConfiguredOptions.read(
                Map.of("nvent.store.connection.host", "h", "nvent.store.connection.ssl", "true"), NONE);

        assertThat(options.connection().dataSource(PoolOptions.DEFAULT).getSslMode())
                .isEqualTo("verify-full");
    }
}
