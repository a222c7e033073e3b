package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number and kind of statements that each operation sends; updates of columns must not use JSON. */
class StatementTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final String RUNS = "nvent:flow:runs:counted";

    @BeforeAll
    static void fill() {
        STORE.store().index(RUNS).add("run", 1, Map.of("status", "running"));
        STORE.store().flows().add("flow", 1, Patch.empty());
        STORE.store().stream("known:type:1").append(NewEvent.of("first"));
        STORE.store().stream("known:type:1").append(NewEvent.of("second"));
    }

    @Test
    void an_append_is_one_insert() {
        NewEvent event = NewEvent.of("step").withFlowName("counted").withData(Map.of("a", 1));

        assertThat(one(() -> STORE.store().stream("nvent:flow:run:1").append(event)))
                .startsWith("insert into")
                .contains("returning");
        assertThat(one(() -> STORE.store().stream("nvent:trigger:event:hook").append(event)))
                .startsWith("insert into");
        assertThat(one(() -> STORE.store().stream("known:type:2").append(event)))
                .startsWith("insert into");
    }

    @Test
    void a_batch_append_is_the_same_insert_for_any_size() {
        NewEvent event = NewEvent.of("step");
        var stream = STORE.store().stream("known:type:1");

        String small = one(() -> stream.appendAll(Collections.nCopies(2, event)));
        String large = one(() -> stream.appendAll(Collections.nCopies(500, event)));

        assertThat(large).contains("insert into").isEqualTo(small);
    }

    @Test
    void an_empty_batch_sends_nothing() {
        assertThat(STORE.statementsOf(() -> STORE.store().stream("known:type:1").appendAll(List.of())))
                .isEmpty();
    }

    @Test
    void a_read_is_one_select_and_a_lazy_stream_is_one_select_per_page() {
        var stream = STORE.store().stream("walked:type:1");
        stream.appendAll(Collections.nCopies(2_500, NewEvent.of("step")));

        assertThat(one(stream::read)).startsWith("select");
        assertThat(one(() ->
                        stream.read(EventQuery.all().withTypes("a", "b").withOrder(EventQuery.Order.NEWEST_FIRST))))
                .startsWith("select");
        assertThat(STORE.statementsOf(() -> stream.stream(EventQuery.all()).toList()))
                .hasSize(4);
    }

    @Test
    void an_update_of_columns_is_one_update_without_json() {
        String typed = one(() -> STORE.store()
                .flowRuns("counted")
                .update("run", Patch.of(FlowRunFields.STATUS, "done").and(FlowRunFields.COMPLETED_AT, Instant.EPOCH)));
        var fields = new TreeMap<>(Map.of("status", "done", "completedAt", 0L));
        String dynamic = one(() -> STORE.store().index(RUNS).update("run", fields));
        String reversed = one(() -> STORE.store().index(RUNS).update("run", fields.descendingMap()));

        assertThat(typed)
                .startsWith("update")
                .doesNotContainIgnoringCase("json")
                .doesNotContain("extra");
        assertThat(dynamic).isEqualTo(typed);
        assertThat(reversed).isEqualTo(typed);
    }

    @Test
    void an_update_of_documents_merges_only_the_given_documents() {
        String update = one(() -> STORE.store()
                .index(RUNS)
                .update("run", Map.of("status", "done", "emittedEvents", Map.of("a", 1), "own", Map.of("b", 2))));

        assertThat(update).startsWith("update").doesNotContain("awaiting_steps");
        assertThat(update.split("nvent_jsonb_deep_merge", -1)).hasSize(3);
    }

    @Test
    void typed_dynamic_and_dotted_updates_are_the_same_statement() {
        String typed = one(() -> STORE.store().flows().update("flow", Patch.of(FlowFields.STATS_TOTAL, 1)));
        String nested = one(() -> STORE.store().flows().update("flow", Map.of("stats", Map.of("total", 1))));
        String dotted = one(() -> STORE.store().flows().update("flow", Map.of("stats.total", 1)));

        assertThat(nested).isEqualTo(typed);
        assertThat(dotted).isEqualTo(typed);
    }

    @Test
    void a_conditional_update_is_one_statement_unless_no_row_matched() {
        var runs = STORE.store().flowRuns("counted");
        int version = runs.get("run").orElseThrow().version();
        Patch<FlowRunsRecord> patch = Patch.of(FlowRunFields.STATUS, "done");

        assertThat(one(() -> runs.update("run", version, patch))).startsWith("update");
        assertThat(STORE.statementsOf(() -> runs.update("run", version, patch))).hasSize(2);
        assertThat(one(() -> runs.update("missing", patch))).startsWith("update");
    }

    @Test
    void an_increment_of_a_counter_is_one_update_of_its_column() {
        String typed = one(() -> STORE.store().flows().increment("flow", FlowFields.STATS_TOTAL, 1));
        String dynamic = one(() -> STORE.store().flows().increment("flow", "stats.total", 1));

        assertThat(typed)
                .startsWith("update")
                .contains("\"stats_total\" = (coalesce(")
                .contains("returning")
                .doesNotContainIgnoringCase("json");
        assertThat(dynamic).isEqualTo(typed);
    }

    @Test
    void an_increment_in_json_is_one_update() {
        assertThat(one(() -> STORE.store().flows().increment("flow", "own.counter", 1)))
                .startsWith("update")
                .contains("nvent_jsonb_increment")
                .contains("returning");
    }

    @Test
    void adding_is_one_insert() {
        assertThat(one(() -> STORE.store().flows().add("added", 1, Map.of("displayName", "A", "own", 1))))
                .startsWith("insert into")
                .contains("on conflict")
                .contains("do update");
        assertThat(one(() -> STORE.store().flows().addIfAbsent("added", 1, Map.of())))
                .startsWith("insert into")
                .contains("do nothing");
    }

    @Test
    void reading_counting_and_deleting_entries_is_one_statement_each() {
        var flows = STORE.store().flows();

        assertThat(one(() -> flows.get("flow"))).startsWith("select");
        assertThat(one(() -> flows.getAll(List.of("flow", "added", "missing")))).startsWith("select");
        assertThat(one(flows::read)).startsWith("select");
        assertThat(one(() -> flows.count(IndexQuery.all().withFilter(Map.of("displayName", "A")))))
                .startsWith("select count");
        assertThat(one(() -> flows.delete("missing"))).startsWith("delete");
        assertThat(one(() -> flows.deleteAll(List.of("missing", "too")))).startsWith("delete");
    }

    @Test
    void the_statement_does_not_depend_on_the_number_of_values() {
        var flows = STORE.store().flows();

        assertThat(one(() -> flows.getAll(List.of("1", "2", "3"))))
                .isEqualTo(one(() -> flows.getAll(List.of("1", "2"))));
        assertThat(one(() -> flows.read(IndexQuery.all().withFilter(Map.of("displayName", List.of("1", "2", "3"))))))
                .isEqualTo(one(() -> flows.read(IndexQuery.all().withFilter(Map.of("displayName", List.of("1"))))));
    }

    @Test
    void each_key_operation_is_one_statement() {
        KeyValueStore kv = STORE.store().kv();

        assertThat(one(() -> kv.set("key", 1))).startsWith("insert into");
        assertThat(one(() -> kv.set("key", 1, Duration.ofHours(1)))).startsWith("insert into");
        assertThat(one(() -> kv.setAll(Map.of("key", 1, "other", 2)))).startsWith("insert into");
        assertThat(one(() -> kv.get("key"))).startsWith("select").doesNotContain("for update");
        assertThat(one(() -> kv.get("missing"))).startsWith("select");
        assertThat(one(() -> kv.getAll(List.of("key", "other")))).startsWith("select");
        assertThat(one(() -> kv.increment("key", 1))).startsWith("insert into");
        assertThat(one(() -> kv.setIfAbsent("key", 1))).startsWith("insert into");
        assertThat(one(() -> kv.compareAndSet("key", 2, 3))).startsWith("update");
        assertThat(one(() -> kv.keys("*"))).startsWith("select");
        assertThat(one(() -> kv.delete("key"))).startsWith("delete");
        assertThat(one(() -> kv.clear("other*"))).startsWith("delete");
    }

    @Test
    void no_input_becomes_part_of_a_statement_text() {
        String marker = "caller''s \"own\" ; -- $1 ?";

        assertThat(STORE.statementsOf(() -> {
                    STORE.store().index(marker).add(marker, 1, Map.of(marker, marker));
                    STORE.store().index(marker).update(marker, Map.of(marker, marker));
                    STORE.store().index(marker).increment(marker, "count " + marker, 1);
                    STORE.store().index(marker).read(IndexQuery.all().withFilter(Map.of(marker, marker)));
                    STORE.store().index(RUNS).read(IndexQuery.all().withFilter(Collections.singletonMap(marker, null)));
                    STORE.store().stream(marker).append(NewEvent.of(marker).withData(marker));
                    STORE.store().stream(marker).read(EventQuery.all().withTypes(marker));
                    STORE.store().kv().set(marker, marker);
                    STORE.store().kv().keys("*" + marker);
                }))
                .hasSizeGreaterThanOrEqualTo(9)
                .noneMatch(sql -> sql.contains("own"));
    }

    private static String one(Runnable operation) {
        List<String> statements = STORE.statementsOf(operation);
        assertThat(statements).hasSize(1);
        return statements.getFirst();
    }
}
