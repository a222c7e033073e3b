package dev.nvent.store.it.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.schema.Namespace;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each side makes of what only the other can write. The page about the original is made of these. */
class NeighbourlinessTest {

    private static final String FLOWS = "nvent:flows";
    private static final String TRIGGERS = "nvent:triggers";
    private static final String JOBS = "nvent:scheduler:jobs";
    private static final String RUNS = "nvent:flow:runs:f";

    private static Neighbours database;
    private static Ours ours;
    private static Original original;

    @BeforeAll
    static void start() {
        database = new Neighbours();
        original = database.startOriginal(Namespace.DEFAULT);
        ours = database.startOurs(Namespace.DEFAULT);
    }

    @AfterAll
    static void end() {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void fields_without_a_column_outlive_all_that_the_original_does_to_the_entry_and_it_does_not_see_them() {
        ours.call("index.add", FLOWS, "extra", 1, Map.of("owner", Map.of("team", "ops")));

        original.call("index.update", FLOWS, "extra", Map.of("displayName", "Extra"));
        original.call("index.increment", FLOWS, "extra", "stats.total", 1);
        original.call("index.add", FLOWS, "extra", 2, Map.of("flowVersion", 3));

        assertThat(Answers.metadata(original.call("index.get", FLOWS, "extra"))).doesNotContainKey("owner");
        assertThat(Answers.metadata(ours.call("index.get", FLOWS, "extra")))
                .containsEntry("owner", Map.of("team", "ops"))
                .containsEntry("displayName", "Extra");
    }

    @Test
    void a_trigger_event_of_the_store_keeps_its_run_and_step_which_the_original_does_not_show() {
        var event =
                Map.of("type", "fired", "flowName", "f", "runId", "r", "stepName", "s", "attempt", 0, "data", false);
        ours.call("stream.append", "nvent:trigger:event:kept", event);

        Map<String, Object> theirs = first(original.call("stream.read", "nvent:trigger:event:kept"));
        assertThat(theirs)
                .containsEntry("flowName", "kept")
                .containsEntry("runId", "")
                .doesNotContainKeys("stepName", "attempt", "data");
        assertThat(first(ours.call("stream.read", "nvent:trigger:event:kept")))
                .containsAllEntriesOf(Answers.object(Answers.plain(event)));
    }

    @Test
    void a_value_that_javascript_takes_for_false_is_no_value_to_the_original_and_stays() {
        for (Object value : List.of(0, false, "")) {
            ours.call("kv.set", "falsy", value);

            assertThat(original.call("kv.get", "falsy")).isNull();
            assertThat(ours.call("kv.get", "falsy")).isEqualTo(Answers.plain(value));
        }
    }

    @Test
    void reading_any_key_the_original_removes_every_expired_one() throws InterruptedException {
        ours.call("kv.set", "expired", 1, 1);
        Thread.sleep(1_100);

        original.call("kv.get", "another");

        assertThat(database.strings("SELECT key FROM public.nvent_kv WHERE key = 'expired'"))
                .isEmpty();
    }

    @Test
    void a_whole_number_that_java_wrote_with_a_decimal_point_cannot_be_counted_by_the_original() {
        ours.call("index.add", RUNS, "point", 1, Map.of("emittedEvents", Map.of("double", 2.0, "int", 2)));

        assertThat(original.call("index.increment", RUNS, "point", "int", 1)).isEqualTo(Answers.plain(3));
        assertThatThrownBy(() -> original.call("index.increment", RUNS, "point", "double", 1))
                .hasMessageContaining("invalid input syntax for type bigint");
        assertThat(ours.call("index.increment", RUNS, "point", "emittedEvents.double", 1))
                .isEqualTo(Answers.plain(3));
    }

    @Test
    void a_document_that_the_store_sets_to_null_takes_no_update_and_no_increment_of_the_original() {
        ours.call("index.add", RUNS, "null", 1, Map.of());
        ours.call("index.update", RUNS, "null", Collections.singletonMap("emittedEvents", null));

        assertThat(original.call("index.increment", RUNS, "null", "count", 1)).isEqualTo(Answers.plain(0));
        assertThat(original.call("index.update", RUNS, "null", Map.of("emittedEvents", Map.of("a", 1))))
                .isEqualTo(true);
        assertThat(Answers.metadata(ours.call("index.get", RUNS, "null"))).doesNotContainKey("emittedEvents");

        ours.call("index.update", RUNS, "null", Map.of("emittedEvents", Map.of()));
        assertThat(original.call("index.increment", RUNS, "null", "count", 1)).isEqualTo(Answers.plain(1));
    }

    @Test
    void documents_without_a_default_take_no_update_of_the_original_until_there_is_an_object() {
        List.of(TRIGGERS, JOBS).forEach(index -> ours.call("index.add", index, "bare", 1, Map.of()));
        for (List<String> document : List.of(
                List.of(TRIGGERS, "webhook"),
                List.of(TRIGGERS, "schedule"),
                List.of(TRIGGERS, "config"),
                List.of(JOBS, "metadata"),
                List.of(JOBS, "config"))) {
            String index = document.getFirst();
            Map<String, Object> patch = Map.of(document.getLast(), Map.of("a", "b"));

            assertThat(original.call("index.update", index, "bare", patch)).isEqualTo(true);
            assertThat(Answers.metadata(ours.call("index.get", index, "bare"))).doesNotContainKeys(document.getLast());

            ours.call("index.update", index, "bare", Map.of(document.getLast(), Map.of()));
            assertThat(original.call("index.update", index, "bare", patch)).isEqualTo(true);
            assertThat(Answers.metadata(ours.call("index.get", index, "bare"))).containsAllEntriesOf(patch);
        }
    }

    @Test
    void the_original_gives_up_after_three_tries() {
        assertThatThrownBy(() -> original.call("index.updateWithRetry", FLOWS, "none", Map.of("displayName", "a")))
                .hasMessageContaining("after 3 attempts");
    }

    @Test
    void a_score_that_is_no_date_of_javascript_breaks_the_originals_reading_of_the_index() {
        ours.call("index.add", "nvent:flow:runs:far", "far", 8_640_000_000_000_001L, Map.of());

        assertThatThrownBy(() -> original.call("index.read", "nvent:flow:runs:far"))
                .hasMessageContaining("Invalid time value");
        assertThat(ours.call("index.get", "nvent:flow:runs:far", "far")).isNotNull();
    }

    @Test
    void other_subjects_are_the_stores_alone() {
        ours.call("stream.append", "nq:order:1", Map.of("type", "placed"));
        ours.call("index.add", "nvent:scheduler:locks", "lock", 1, Map.of());

        assertThatThrownBy(() -> original.call("stream.read", "nq:order:1")).hasMessageContaining("Unknown subject");
        assertThatThrownBy(() -> original.call("index.get", "nvent:scheduler:locks", "lock"))
                .hasMessageContaining("Unknown subject");
    }

    @Test
    void an_update_of_the_original_that_meets_another_change_is_refused_and_one_of_the_store_is_not() {
        ours.call("index.add", FLOWS, "contended", 1, Map.of());

        CompletableFuture<Object> theirs = ours.store().inTransaction(tx -> {
            tx.flows().increment("contended", "stats.total", 1);
            CompletableFuture<Object> waiting =
                    original.send("index.update", FLOWS, "contended", Map.of("displayName", "lost"));
            awaitLock();
            return waiting;
        });

        assertThat(theirs.join()).isEqualTo(false);
        assertThat(Answers.metadata(ours.call("index.get", FLOWS, "contended"))).doesNotContainKey("displayName");
    }

    @Test
    void a_document_that_the_original_set_to_null_is_absent_and_may_be_merged_into() {
        original.call("index.add", TRIGGERS, "null", 1, Map.of("webhook", Map.of("path", "/")));
        original.call("index.update", TRIGGERS, "null", Collections.singletonMap("webhook", null));

        assertThat(Answers.metadata(ours.call("index.get", TRIGGERS, "null"))).doesNotContainKey("webhook");
        assertThat(ours.store()
                        .triggers()
                        .count(IndexQuery.all().withFilter(Collections.singletonMap("webhook", null))))
                .isEqualTo(1);

        ours.call("index.update", TRIGGERS, "null", Map.of("webhook", Map.of("path", "/new")));
        assertThat(Answers.metadata(original.call("index.get", TRIGGERS, "null")))
                .containsEntry("webhook", Map.of("path", "/new"));
    }

    @Test
    void a_key_that_the_original_set_to_null_has_no_value() {
        original.call("kv.set", "null", null);

        assertThat(ours.store().kv().get("null")).isEmpty();
        assertThat(ours.store().kv().getAll(List.of("null"))).isEmpty();
        assertThat(ours.store().kv().setIfAbsent("null", 1)).isTrue();
        original.call("kv.set", "null", null);
        assertThat(ours.store().kv().increment("null", 5)).isEqualByComparingTo("5");
        original.call("kv.set", "null", null);
        assertThat(ours.store().kv().delete("null")).isFalse();
    }

    /** Until some statement waits for another's row. */
    private static void awaitLock() {
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
        throw new AssertionError("nothing waits");
    }

    private static Map<String, Object> first(Object events) {
        return Answers.objects(events).getFirst();
    }
}
