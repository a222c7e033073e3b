package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.NewEvent;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

@Tag("postgres")
class StreamsCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void types_are_listed_with_their_table_and_size() {
        append("list:order:1", 3);
        TestDatabase.execute("ANALYZE \"" + DATABASE.schema() + "\".nvent_stream_order");

        JsonNode streams = DATABASE.run("streams", "--json").json().get("streams");

        assertThat(streams.get(0).get("type").stringValue()).isEqualTo("nvent:flow:run");
        assertThat(streams.get(0).get("generic").booleanValue()).isFalse();
        assertThat(streams.valueStream()
                        .filter(type -> type.get("type").stringValue().equals("list:order")))
                .singleElement()
                .satisfies(type -> {
                    assertThat(type.get("table").stringValue()).isEqualTo("nvent_stream_order");
                    assertThat(type.get("estimatedEvents").longValue()).isEqualTo(3);
                    assertThat(type.get("bytes").longValue()).isPositive();
                });
        assertThat(DATABASE.run("streams").out())
                .contains("list:order")
                .contains("~3")
                .contains("kB");
    }

    @Test
    void drop_does_not_affect_other_types() {
        append("drop:this:1", 1);
        append("drop:other:1", 1);

        assertThat(DATABASE.run("streams", "drop", "drop:this").exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.store().stream("drop:this:1").read().events()).hasSize(1);
        assertThat(DATABASE.run("streams", "drop", "drop:this", "--yes").out()).isEqualTo("Dropped drop:this.\n");
        assertThat(DATABASE.store().stream("drop:this:1").read().events()).isEmpty();
        assertThat(DATABASE.store().stream("drop:other:1").read().events()).hasSize(1);
    }

    @Test
    void dropping_an_unknown_type_fails() {
        var result = DATABASE.run("streams", "drop", "no:such", "--yes");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("'no:such'");
    }

    @Test
    void split_shows_what_it_would_do_and_needs_a_confirmation() {
        append("audit:planned:1", 1);

        assertThat(DATABASE.run("streams", "split", "audit:planned", "--by", "month", "--plan")
                        .out())
                .startsWith("Split audit:planned (table nvent_stream_planned) by month: read ");
        assertThat(DATABASE.run("streams", "split", "audit:planned", "--by", "month")
                        .exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.run("streams", "split", "audit:planned", "--by", "hour")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);

        assertThat(listed("audit:planned").get("splitBy").isNull()).isTrue();
    }

    @Test
    void a_split_type_is_listed_with_all_its_parts_and_can_be_joined() {
        append("audit:login:1", 3);
        assertThat(DATABASE.run("streams", "split", "audit:login", "--by", "month", "--yes")
                        .out())
                .isEqualTo("Split audit:login by month.\n");
        append("audit:login:1", 2);
        TestDatabase.execute("ANALYZE \"" + DATABASE.schema() + "\".nvent_stream");

        JsonNode listed = listed("audit:login");
        assertThat(listed.get("splitBy").stringValue()).isEqualTo("month");
        assertThat(listed.get("estimatedEvents").longValue()).isEqualTo(5);
        assertThat(DATABASE.run("streams", "join", "audit:login").exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.run("streams", "join", "audit:login", "--yes").out())
                .isEqualTo("Joined audit:login.\n");
        assertThat(DATABASE.store().stream("audit:login:1").read().events()).hasSize(5);
        assertThat(DATABASE.run("streams", "join", "audit:login", "--yes").err())
                .contains("'audit:login' is not split");
    }

    @Test
    void retain_deletes_only_old_events() {
        append("old:events:1", 12_000);
        TestDatabase.execute("UPDATE \"" + DATABASE.schema()
                + "\".nvent_stream SET ts = ts - 40 * 86400000::bigint WHERE subject = 'old:events:1'");
        append("old:events:1", 2);

        assertThat(DATABASE.run("streams", "retain", "old:events", "--older-than", "30d", "--dry-run", "--json")
                        .out())
                .isEqualTo("{\"type\":\"old:events\",\"old\":12000,\"deleted\":0}\n");
        assertThat(DATABASE.run("streams", "retain", "old:events", "--older-than", "30d")
                        .exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.run("streams", "retain", "old:events", "--older-than", "30d", "--yes")
                        .out())
                .isEqualTo("12,000 events deleted.\n");
        assertThat(DATABASE.store().stream("old:events:1").read().events()).hasSize(2);
    }

    @Test
    void an_age_without_a_unit_is_rejected() {
        var result = DATABASE.run("streams", "retain", "old:events", "--older-than", "30");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("30d");
    }

    private static JsonNode listed(String type) {
        return DATABASE.run("streams", "--json")
                .json()
                .get("streams")
                .valueStream()
                .filter(row -> row.get("type").stringValue().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static void append(String subject, int events) {
        DATABASE.store().stream(subject).appendAll(Collections.nCopies(events, NewEvent.of("happened")));
    }
}
