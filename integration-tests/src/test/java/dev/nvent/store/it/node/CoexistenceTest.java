package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.index.IndexQuery;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Data that only one implementation can write, as the other handles it. docs/node-adapter-compatibility.md lists these cases. */
class CoexistenceTest extends SharedDatabaseTest {

    private static final String FLOWS = "nvent:flows";
    private static final String TRIGGERS = "nvent:triggers";
    private static final String JOBS = "nvent:scheduler:jobs";
    private static final String RUNS = "nvent:flow:runs:f";

    @Test
    void the_node_adapter_keeps_fields_without_a_column_and_does_not_return_them() {
        store.call("index.add", FLOWS, "extra", 1, Map.of("owner", Map.of("team", "ops")));

        nodeAdapter.call("index.update", FLOWS, "extra", Map.of("displayName", "Extra"));
        nodeAdapter.call("index.increment", FLOWS, "extra", "stats.total", 1);
        nodeAdapter.call("index.add", FLOWS, "extra", 2, Map.of("flowVersion", 3));

        assertThat(JsonValues.metadata(nodeAdapter.call("index.get", FLOWS, "extra")))
                .doesNotContainKey("owner");
        assertThat(JsonValues.metadata(store.call("index.get", FLOWS, "extra")))
                .containsEntry("owner", Map.of("team", "ops"))
                .containsEntry("displayName", "Extra");
    }

    @Test
    void the_node_adapter_does_not_return_the_run_and_step_of_a_trigger_event() {
        var event =
                Map.of("type", "fired", "flowName", "f", "runId", "r", "stepName", "s", "attempt", 0, "data", false);
        store.call("stream.append", "nvent:trigger:event:kept", event);

        Map<String, Object> returned = first(nodeAdapter.call("stream.read", "nvent:trigger:event:kept"));
        assertThat(returned)
                .containsEntry("flowName", "kept")
                .containsEntry("runId", "")
                .doesNotContainKeys("stepName", "attempt", "data");
        assertThat(first(store.call("stream.read", "nvent:trigger:event:kept")))
                .containsAllEntriesOf(JsonValues.object(JsonValues.normalized(event)));
    }

    @Test
    void the_node_adapter_reads_a_falsy_value_as_null_and_keeps_it() {
        for (Object value : List.of(0, false, "")) {
            store.call("kv.set", "falsy", value);

            assertThat(nodeAdapter.call("kv.get", "falsy")).isNull();
            assertThat(store.call("kv.get", "falsy")).isEqualTo(JsonValues.normalized(value));
        }
    }

    @Test
    void the_node_adapter_deletes_all_expired_keys_when_it_reads_any_key() throws InterruptedException {
        store.call("kv.set", "expired", 1, 1);
        Thread.sleep(1_100);

        nodeAdapter.call("kv.get", "another");

        assertThat(database.strings("SELECT key FROM public.nvent_kv WHERE key = 'expired'"))
                .isEmpty();
    }

    @Test
    void the_node_adapter_cannot_increment_an_integer_written_with_a_decimal_point() {
        store.call("index.add", RUNS, "point", 1, Map.of("emittedEvents", Map.of("double", 2.0, "int", 2)));

        assertThat(nodeAdapter.call("index.increment", RUNS, "point", "int", 1)).isEqualTo(JsonValues.normalized(3));
        assertThatThrownBy(() -> nodeAdapter.call("index.increment", RUNS, "point", "double", 1))
                .hasMessageContaining("invalid input syntax for type bigint");
        assertThat(store.call("index.increment", RUNS, "point", "emittedEvents.double", 1))
                .isEqualTo(JsonValues.normalized(3));
    }

    @Test
    void the_node_adapter_cannot_change_a_document_that_the_store_set_to_null() {
        store.call("index.add", RUNS, "null", 1, Map.of());
        store.call("index.update", RUNS, "null", Collections.singletonMap("emittedEvents", null));

        assertThat(nodeAdapter.call("index.increment", RUNS, "null", "count", 1))
                .isEqualTo(JsonValues.normalized(0));
        assertThat(nodeAdapter.call("index.update", RUNS, "null", Map.of("emittedEvents", Map.of("a", 1))))
                .isEqualTo(true);
        assertThat(JsonValues.metadata(store.call("index.get", RUNS, "null"))).doesNotContainKey("emittedEvents");

        store.call("index.update", RUNS, "null", Map.of("emittedEvents", Map.of()));
        assertThat(nodeAdapter.call("index.increment", RUNS, "null", "count", 1))
                .isEqualTo(JsonValues.normalized(1));
    }

    @Test
    void the_node_adapter_cannot_change_a_document_without_default_until_it_is_an_object() {
        List.of(TRIGGERS, JOBS).forEach(index -> store.call("index.add", index, "bare", 1, Map.of()));
        for (List<String> document : List.of(
                List.of(TRIGGERS, "webhook"),
                List.of(TRIGGERS, "schedule"),
                List.of(TRIGGERS, "config"),
                List.of(JOBS, "metadata"),
                List.of(JOBS, "config"))) {
            String index = document.getFirst();
            Map<String, Object> patch = Map.of(document.getLast(), Map.of("a", "b"));

            assertThat(nodeAdapter.call("index.update", index, "bare", patch)).isEqualTo(true);
            assertThat(JsonValues.metadata(store.call("index.get", index, "bare")))
                    .doesNotContainKeys(document.getLast());

            store.call("index.update", index, "bare", Map.of(document.getLast(), Map.of()));
            assertThat(nodeAdapter.call("index.update", index, "bare", patch)).isEqualTo(true);
            assertThat(JsonValues.metadata(store.call("index.get", index, "bare")))
                    .containsAllEntriesOf(patch);
        }
    }

    @Test
    void the_node_adapter_gives_up_after_three_attempts() {
        assertThatThrownBy(() -> nodeAdapter.call("index.updateWithRetry", FLOWS, "none", Map.of("displayName", "a")))
                .hasMessageContaining("after 3 attempts");
    }

    @Test
    void the_node_adapter_cannot_read_an_index_with_a_score_beyond_the_dates_of_javascript() {
        store.call("index.add", "nvent:flow:runs:far", "far", 8_640_000_000_000_001L, Map.of());

        assertThatThrownBy(() -> nodeAdapter.call("index.read", "nvent:flow:runs:far"))
                .hasMessageContaining("Invalid time value");
        assertThat(store.call("index.get", "nvent:flow:runs:far", "far")).isNotNull();
    }

    @Test
    void the_node_adapter_rejects_generic_subjects() {
        store.call("stream.append", "nq:order:1", Map.of("type", "placed"));
        store.call("index.add", "nvent:scheduler:locks", "lock", 1, Map.of());

        assertThatThrownBy(() -> nodeAdapter.call("stream.read", "nq:order:1")).hasMessageContaining("Unknown subject");
        assertThatThrownBy(() -> nodeAdapter.call("index.get", "nvent:scheduler:locks", "lock"))
                .hasMessageContaining("Unknown subject");
    }

    @Test
    void the_node_adapter_rejects_an_update_that_conflicts_with_an_increment_of_the_store() {
        store.call("index.add", FLOWS, "contended", 1, Map.of());

        CompletableFuture<Object> update = store.nventStore().inTransaction(tx -> {
            tx.flows().increment("contended", "stats.total", 1);
            CompletableFuture<Object> blocked =
                    nodeAdapter.send("index.update", FLOWS, "contended", Map.of("displayName", "lost"));
            awaitBlockedStatement();
            return blocked;
        });

        assertThat(update.join()).isEqualTo(false);
        assertThat(JsonValues.metadata(store.call("index.get", FLOWS, "contended")))
                .doesNotContainKey("displayName");
    }

    @Test
    void a_document_that_the_node_adapter_set_to_null_is_absent_and_can_be_merged() {
        nodeAdapter.call("index.add", TRIGGERS, "null", 1, Map.of("webhook", Map.of("path", "/")));
        nodeAdapter.call("index.update", TRIGGERS, "null", Collections.singletonMap("webhook", null));

        assertThat(JsonValues.metadata(store.call("index.get", TRIGGERS, "null")))
                .doesNotContainKey("webhook");
        assertThat(store.nventStore()
                        .triggers()
                        .count(IndexQuery.all().withFilter(Collections.singletonMap("webhook", null))))
                .isEqualTo(1);

        store.call("index.update", TRIGGERS, "null", Map.of("webhook", Map.of("path", "/new")));
        assertThat(JsonValues.metadata(nodeAdapter.call("index.get", TRIGGERS, "null")))
                .containsEntry("webhook", Map.of("path", "/new"));
    }

    @Test
    void a_key_that_the_node_adapter_set_to_null_is_absent() {
        nodeAdapter.call("kv.set", "null", null);

        assertThat(store.nventStore().kv().get("null")).isEmpty();
        assertThat(store.nventStore().kv().getAll(List.of("null"))).isEmpty();
        assertThat(store.nventStore().kv().setIfAbsent("null", 1)).isTrue();
        nodeAdapter.call("kv.set", "null", null);
        assertThat(store.nventStore().kv().increment("null", 5)).isEqualByComparingTo("5");
        nodeAdapter.call("kv.set", "null", null);
        assertThat(store.nventStore().kv().delete("null")).isFalse();
    }

    /** Waits until a statement is blocked by a lock. */
    private static void awaitBlockedStatement() {
        for (int i = 0; i < 500; i++) {
            if (!database.strings("SELECT pid FROM pg_locks WHERE NOT granted").isEmpty()) {
                return;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no statement was blocked by a lock");
    }

    private static Map<String, Object> first(Object events) {
        return JsonValues.objects(events).getFirst();
    }
}
