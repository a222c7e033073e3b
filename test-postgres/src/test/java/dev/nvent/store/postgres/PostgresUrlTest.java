package dev.nvent.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostgresUrlTest {

    @Test
    void withDatabaseKeepsUserPasswordAndParameters() {
        PostgresUrl url =
                PostgresUrl.parse("jdbc:postgresql://a:1,b:2/main?ssl=true&user=me&password=p%26w&loginTimeout=5");

        assertThat(url.withDatabase("other").jdbcUrl())
                .isEqualTo("jdbc:postgresql://a:1,b:2/other?user=me&password=p%26w&ssl=true&loginTimeout=5");
    }

    @Test
    void acceptsAUrlWithoutAHost() {
        assertThat(PostgresUrl.parse("jdbc:postgresql:?user=me")
                        .withDatabase("x")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql:x?user=me");
    }

    @Test
    void withUserReplacesUserAndPassword() {
        PostgresUrl url = PostgresUrl.parse("jdbc:postgresql://h/d?user=me&password=secret");

        assertThat(url.withUser("you", "").jdbcUrl()).isEqualTo("jdbc:postgresql://h/d?user=you");
    }

    @Test
    void hidesThePassword() {
        assertThat(PostgresUrl.parse("jdbc:postgresql://h/d?user=me&password=secret")
                        .toString())
                .isEqualTo("//h/d");
        assertThatThrownBy(() -> PostgresUrl.parse("postgres://me:secret@h/d")).hasMessageNotContaining("secret");
    }
}
