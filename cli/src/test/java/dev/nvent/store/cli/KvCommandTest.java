package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgres")
class KvCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void a_value_is_printed_as_json() {
        assertThat(DATABASE.run("kv", "set", "config", "{\"b\": [1, null], \"a\": 0.10}")
                        .out())
                .isEqualTo("Set.\n");

        var got = DATABASE.run("kv", "get", "config");

        assertThat(got.exitCode()).isZero();
        assertThat(got.out()).isEqualTo("{\"a\":0.10,\"b\":[1,null]}\n");
        assertThat(DATABASE.store().kv().get("config").orElseThrow())
                .isEqualTo(Map.of("a", new BigDecimal("0.10"), "b", Arrays.asList(1, null)));
    }

    @Test
    void text_is_stored_without_parsing() {
        DATABASE.run("kv", "set", "--text", "text", "17");

        assertThat(DATABASE.store().kv().get("text")).contains("17");
    }

    @Test
    void invalid_json_is_rejected_with_a_hint() {
        var result = DATABASE.run("kv", "set", "bad", "{a: 1}");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--text");
        assertThat(DATABASE.store().kv().get("bad")).isEmpty();
    }

    @Test
    void duplicate_keys_in_an_object_are_rejected() {
        assertThat(DATABASE.run("kv", "set", "twice", "{\"a\":1,\"a\":2}").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_number_keeps_all_its_digits() {
        String digits = "9".repeat(1_001);

        assertThat(DATABASE.cli().run("kv", "set", "digits", digits).exitCode()).isZero();
        assertThat(DATABASE.cli().run("kv", "get", "digits").lines()).containsExactly(digits);
    }

    @Test
    void json_beyond_the_limits_of_the_store_is_rejected_and_not_stored_as_text() {
        var deep = DATABASE.cli().run("kv", "set", "deep", "[".repeat(600) + "]".repeat(600));
        var large = DATABASE.cli().run("kv", "set", "large", "9".repeat(131_073));

        assertThat(deep.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(large.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(large.err()).contains("131,072 digits");
    }

    @Test
    void a_missing_key_ends_with_exit_code_1_and_prints_nothing() {
        var result = DATABASE.run("kv", "get", "nowhere");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("nvent: key 'nowhere' not found\n");
    }

    @Test
    void json_output_contains_the_key_and_the_value() {
        DATABASE.store().kv().set("in json", 5);

        assertThat(DATABASE.run("kv", "get", "in json", "--json").out())
                .isEqualTo("{\"key\":\"in json\",\"value\":5}\n");
    }

    @Test
    void if_absent_does_not_replace_a_value() {
        DATABASE.store().kv().set("taken", 1);

        var result = DATABASE.run("kv", "set", "taken", "2", "--if-absent", "--ttl", "5m");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(DATABASE.store().kv().get("taken")).contains(1);
    }

    @Test
    void keys_are_listed_in_pages() {
        DATABASE.store().kv().setAll(Map.of("page:1", 1, "page:2", 2, "page:3", 3));

        var first = DATABASE.run("kv", "keys", "page:*", "--limit", "2");
        var rest = DATABASE.run("kv", "keys", "page:*", "--after", "page:2", "--json");

        assertThat(first.lines()).containsExactly("page:1", "page:2");
        assertThat(first.err()).contains("--after 'page:2'");
        assertThat(rest.out()).isEqualTo("{\"keys\":[\"page:3\"],\"next\":null}\n");
    }

    @Test
    void control_characters_in_keys_are_escaped() {
        DATABASE.store().kv().set("evil:\u001b[2J\n", 1);

        assertThat(DATABASE.run("kv", "keys", "evil:*").out()).isEqualTo("evil:\\u001b[2J\\u000a\n");
    }

    @Test
    void clear_requires_a_terminal_or_yes() {
        DATABASE.store().kv().set("keep:1", 1);

        var result = DATABASE.run("kv", "clear", "keep:*");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(result.err()).contains("Delete 1 key matching keep:*").contains("--yes");
        assertThat(DATABASE.store().kv().get("keep:1")).isPresent();
    }

    @Test
    void clear_is_cancelled_unless_the_answer_is_yes() {
        DATABASE.store().kv().set("keep:2", 1);

        assertThat(DATABASE.cli().withAnswers("").run("kv", "clear", "keep:*").exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.cli().withAnswers().run("kv", "clear", "keep:*").exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.store().kv().get("keep:2")).isPresent();
    }

    @Test
    void clear_deletes_the_keys_after_confirmation() {
        DATABASE.store().kv().setAll(Map.of("clear:1", 1, "clear:2", 1));

        var result = DATABASE.cli().withAnswers("y").run("kv", "clear", "clear:*");

        assertThat(result.exitCode()).isZero();
        assertThat(result.prompts()).contains("2 keys").contains(DATABASE.schema());
        assertThat(result.out()).isEqualTo("2 keys deleted.\n");
    }

    @Test
    void del_prints_the_number_of_deleted_keys() {
        DATABASE.store().kv().setAll(Map.of("del:1", 1, "del:2", 1));

        assertThat(DATABASE.run("kv", "del", "del:1", "del:2", "del:3", "--yes", "--json")
                        .out())
                .isEqualTo("{\"deleted\":2}\n");
        assertThat(DATABASE.run("kv", "del", "del:1", "-y").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void purge_deletes_expired_keys_without_confirmation() throws InterruptedException {
        DATABASE.store().kv().set("short", 1, Duration.ofMillis(1));
        Thread.sleep(10);

        assertThat(DATABASE.run("kv", "purge").out()).isEqualTo("1 expired key deleted.\n");
    }
}
