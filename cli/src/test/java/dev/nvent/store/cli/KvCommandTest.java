package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgres")
class KvCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void what_was_set_is_printed_as_json() {
        assertThat(DATABASE.run("kv", "set", "config", "{\"b\": [1, null], \"a\": 0.10}")
                        .out())
                .isEqualTo("Set.\n");

        var got = DATABASE.run("kv", "get", "config");

        assertThat(got.exitCode()).isZero();
        assertThat(got.out()).isEqualTo("{\"a\":0.10,\"b\":[1,null]}\n");
        assertThat(DATABASE.store().kv().get("config").orElseThrow())
                .isEqualTo(Map.of("a", new BigDecimal("0.10"), "b", java.util.Arrays.asList(1, null)));
    }

    @Test
    void text_is_stored_as_it_is() {
        DATABASE.run("kv", "set", "--text", "text", "17");

        assertThat(DATABASE.store().kv().get("text")).contains("17");
    }

    @Test
    void what_is_no_json_is_refused_with_a_hint() {
        var result = DATABASE.run("kv", "set", "bad", "{a: 1}");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--text");
        assertThat(DATABASE.store().kv().get("bad")).isEmpty();
    }

    @Test
    void a_key_that_stands_twice_in_an_object_is_refused_for_one_would_be_lost() {
        assertThat(DATABASE.run("kv", "set", "twice", "{\"a\":1,\"a\":2}").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_missing_key_ends_with_exit_code_1_and_prints_nothing() {
        var result = DATABASE.run("kv", "get", "nowhere");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("nvent: there is no key 'nowhere'\n");
    }

    @Test
    void json_has_the_key_and_its_value() {
        DATABASE.store().kv().set("in json", 5);

        assertThat(DATABASE.run("kv", "get", "in json", "--json").out())
                .isEqualTo("{\"key\":\"in json\",\"value\":5}\n");
    }

    @Test
    void if_absent_does_not_replace() {
        DATABASE.store().kv().set("taken", 1);

        var result = DATABASE.run("kv", "set", "taken", "2", "--if-absent", "--ttl", "5m");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(DATABASE.store().kv().get("taken")).contains(1);
    }

    @Test
    void keys_come_in_pages() {
        DATABASE.store().kv().setAll(Map.of("page:1", 1, "page:2", 2, "page:3", 3));

        var first = DATABASE.run("kv", "keys", "page:*", "--limit", "2");
        var rest = DATABASE.run("kv", "keys", "page:*", "--after", "page:2", "--json");

        assertThat(first.lines()).containsExactly("page:1", "page:2");
        assertThat(first.err()).contains("--after 'page:2'");
        assertThat(rest.out()).isEqualTo("{\"keys\":[\"page:3\"],\"next\":null}\n");
    }

    @Test
    void a_key_cannot_move_the_cursor() {
        DATABASE.store().kv().set("evil:\u001b[2J\n", 1);

        assertThat(DATABASE.run("kv", "keys", "evil:*").out()).isEqualTo("evil:\\u001b[2J\\u000a\n");
    }

    @Test
    void nothing_is_cleared_where_nobody_can_be_asked() {
        DATABASE.store().kv().set("keep:1", 1);

        var result = DATABASE.run("kv", "clear", "keep:*");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(result.err()).contains("Delete 1 keys that match keep:*").contains("--yes");
        assertThat(DATABASE.store().kv().get("keep:1")).isPresent();
    }

    @Test
    void nothing_is_cleared_unless_the_answer_is_yes() {
        DATABASE.store().kv().set("keep:2", 1);

        assertThat(DATABASE.cli().answering("").run("kv", "clear", "keep:*").exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.cli().answering().run("kv", "clear", "keep:*").exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.store().kv().get("keep:2")).isPresent();
    }

    @Test
    void a_yes_clears() {
        DATABASE.store().kv().setAll(Map.of("clear:1", 1, "clear:2", 1));

        var result = DATABASE.cli().answering("y").run("kv", "clear", "clear:*");

        assertThat(result.exitCode()).isZero();
        assertThat(result.asked()).contains("2 keys").contains(DATABASE.schema());
        assertThat(result.out()).isEqualTo("2 keys deleted.\n");
    }

    @Test
    void del_deletes_what_is_named_and_tells_how_many_there_were() {
        DATABASE.store().kv().setAll(Map.of("del:1", 1, "del:2", 1));

        assertThat(DATABASE.run("kv", "del", "del:1", "del:2", "del:3", "--yes", "--json")
                        .out())
                .isEqualTo("{\"deleted\":2}\n");
        assertThat(DATABASE.run("kv", "del", "del:1", "-y").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void purge_removes_the_expired_without_asking() throws InterruptedException {
        DATABASE.store().kv().set("short", 1, java.time.Duration.ofMillis(1));
        Thread.sleep(10);

        assertThat(DATABASE.run("kv", "purge").out()).isEqualTo("1 expired keys removed.\n");
    }
}
