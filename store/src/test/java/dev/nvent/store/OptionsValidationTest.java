package dev.nvent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Options are validated when they are set, and do not change. */
class OptionsValidationTest {

    private static final StoreOptions OPTIONS = StoreOptions.of("postgresql://app@h/db");
    private static final ConnectionOptions CONNECTION = ConnectionOptions.of("h", 5432, "db");

    static Stream<Arguments> invalid() {
        return Stream.of(
                invalid("url", () -> ConnectionOptions.of(null)),
                invalid("port", () -> ConnectionOptions.of("h", 0, "db")),
                invalid("port", () -> ConnectionOptions.of("h", 65_536, "db")),
                invalid("host", () -> ConnectionOptions.of("", 1, "db")),
                invalid("host", () -> ConnectionOptions.of("u:p@h", 1, "db")),
                invalid("host", () -> ConnectionOptions.of("/var/run/postgresql", 1, "db")),
                invalid("PGDBNAME", () -> ConnectionOptions.of("h", 1, "")),
                invalid("user", () -> CONNECTION.withUser("")),
                invalid("password", () -> CONNECTION.withPassword(null)),
                invalid("sslmode", () -> CONNECTION.withTls(null)),
                invalid("pool.maxSize", () -> PoolOptions.DEFAULT.withMaxSize(0)),
                invalid("pool.minIdle", () -> PoolOptions.DEFAULT.withMinIdle(11)),
                invalid("pool.idleTimeout", () -> PoolOptions.DEFAULT.withIdleTimeout(Duration.ofMillis(1))),
                invalid("pool.connectionTimeout", () -> PoolOptions.DEFAULT.withConnectionTimeout(Duration.ZERO)),
                invalid("pool.socketTimeout", () -> PoolOptions.DEFAULT.withSocketTimeout(Duration.ofDays(2))),
                invalid("maxAttempts", () -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO)),
                invalid("maxDelay", () -> new RetryPolicy(1, Duration.ZERO, Duration.ofHours(1))),
                invalid("pool", () -> OPTIONS.withPool(null)),
                invalid("retries", () -> OPTIONS.withRetries(null)),
                invalid("jsonMapper", () -> OPTIONS.withJsonMapper(null)),
                invalid("closeTimeout", () -> OPTIONS.withCloseTimeout(Duration.ofSeconds(-1))),
                invalid("prefix", () -> OPTIONS.withPrefix("Not a prefix")),
                invalid("schema", () -> OPTIONS.withSchema("")));
    }

    private static Arguments invalid(String where, Supplier<Object> option) {
        return Arguments.of(where, option);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void an_invalid_option_is_refused_with_its_name(String where, Supplier<Object> option) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(option::get)
                .satisfies(e -> assertThat(e.where()).contains(where));
    }

    @Test
    void a_changed_option_does_not_change_the_others_nor_the_original() {
        StoreOptions changed = OPTIONS.withPrefix("acme")
                .withAutoMigrate(false)
                .withRetries(new RetryPolicy(3, Duration.ZERO, Duration.ZERO))
                .withSchema("workflows");

        assertThat(changed.namespace()).hasToString("Namespace[schema=workflows, prefix=acme]");
        assertThat(changed.autoMigrate()).isFalse();
        assertThat(changed.retries().maxAttempts()).isEqualTo(3);
        assertThat(changed.connection()).isSameAs(OPTIONS.connection());
        assertThat(OPTIONS.namespace()).hasToString("Namespace[schema=public, prefix=nvent]");
        assertThat(OPTIONS.autoMigrate()).isTrue();
        assertThat(OPTIONS.retries()).isEqualTo(RetryPolicy.DEFAULT);
    }
}
