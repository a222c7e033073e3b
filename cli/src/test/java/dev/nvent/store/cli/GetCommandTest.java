package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.NewEvent;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

@Tag("postgres")
class GetCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void an_entry_is_printed_with_all_its_metadata() {
        DATABASE.store().flowRuns("entry").add("run-1", 17, Map.of("status", "done", "customer", Map.of("id", 7)));

        var table = DATABASE.run("get", "nvent:flow:runs:entry", "run-1");
        JsonNode json =
                DATABASE.run("get", "nvent:flow:runs:entry", "run-1", "--json").json();

        assertThat(table.lines()).contains("(id)            run-1", "customer        {\"id\":7}");
        assertThat(json.get("id").stringValue()).isEqualTo("run-1");
        assertThat(json.get("score").longValue()).isEqualTo(17);
        assertThat(json.get("version").intValue()).isZero();
        assertThat(json.get("metadata").get("status").stringValue()).isEqualTo("done");
    }

    @Test
    void a_missing_entry_ends_with_exit_code_1() {
        var result = DATABASE.run("get", "nvent:flows", "nowhere");

        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("no such entry in 'nvent:flows'");
    }

    @Test
    void the_next_page_starts_after_the_cursor() {
        for (int i = 1; i <= 3; i++) {
            DATABASE.store().index("shop:pages").add("e" + i, i, Map.of("n", i));
        }

        JsonNode first =
                DATABASE.run("get", "shop:pages", "--limit", "2", "--json").json();
        var rest =
                DATABASE.run("get", "shop:pages", "--after", first.get("next").stringValue());

        assertThat(first.get("entries")
                        .valueStream()
                        .map(entry -> entry.get("id").stringValue()))
                .containsExactly("e3", "e2");
        assertThat(rest.out()).contains("e1").doesNotContain("e2");
        assertThat(rest.err()).isEmpty();
    }

    @Test
    void a_cursor_can_have_any_score() {
        var index = DATABASE.store().index("shop:nanoseconds");
        index.add("a", Long.MAX_VALUE, Map.of());
        index.add("b", Long.MIN_VALUE, Map.of());

        assertThat(DATABASE.run("get", "shop:nanoseconds", "--after", Long.MAX_VALUE + ",a", "--json")
                        .out())
                .contains("\"id\":\"b\"")
                .doesNotContain("\"id\":\"a\"");
    }

    @Test
    void a_filter_value_of_many_digits_is_a_number() {
        String digits = "9".repeat(1_001);
        DATABASE.store().index("shop:digits").add("a", 1, Map.of("n", new BigInteger(digits)));

        var result = DATABASE.run("get", "shop:digits", "--where", "n=" + digits);

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void filter_values_are_parsed_as_json_or_taken_as_text() {
        DATABASE.store().index("shop:filters").add("a", 1, Map.of("n", 1, "name", "x"));
        DATABASE.store().index("shop:filters").add("b", 1, Map.of("n", 2, "name", "x"));

        var result = DATABASE.run("get", "shop:filters", "--where", "n=2", "--where", "name=x", "--json");

        assertThat(result.json()
                        .get("entries")
                        .valueStream()
                        .map(entry -> entry.get("id").stringValue()))
                .containsExactly("b");
    }

    @Test
    void events_are_printed_in_append_order() {
        var stream = DATABASE.store().flowRunEvents("run-7");
        long id = stream.appendAll(List.of(
                        NewEvent.of("step.started")
                                .withFlowName("f")
                                .withStep("pay", null)
                                .withAttempt(2),
                        NewEvent.of("step.failed").withFlowName("f").withData("no\nmoney")))
                .getFirst()
                .id();

        var table = DATABASE.run("get", "nvent:flow:run:run-7");
        JsonNode first = DATABASE.run("get", "nvent:flow:run:run-7", "--limit", "1", "--json")
                .json();

        assertThat(table.out()).contains("pay #2").contains("\"no\\nmoney\"");
        assertThat(first.get("events").get(0).get("type").stringValue()).isEqualTo("step.started");
        assertThat(first.get("next").stringValue()).isEqualTo(String.valueOf(id));
        assertThat(DATABASE.run("get", "nvent:flow:run:run-7", String.valueOf(id), "--json")
                        .json()
                        .get("events")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void a_generic_subject_is_read_as_index_then_as_stream() {
        DATABASE.store().stream("both:ways:1").append(NewEvent.of("happened"));
        assertThat(DATABASE.run("get", "both:ways:1").out()).contains("happened");

        DATABASE.store().index("both:ways:1").add("entry-1", 1, Map.of());
        assertThat(DATABASE.run("get", "both:ways:1").out()).contains("entry-1").doesNotContain("happened");
        assertThat(DATABASE.run("get", "both:ways:1", "--as", "stream").out()).contains("happened");
    }

    @Test
    void invalid_arguments_are_usage_errors() {
        assertThat(DATABASE.run("get", "").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("get", "nvent:flows", "--as", "stream").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("get", "nvent:flows", "--limit", "0").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("get", "nvent:flow:run:x", "--after", "y").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("get", "nvent:flows", "--after", "y").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }
}
