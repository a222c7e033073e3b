package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Concurrent callers on one row, each on its own connection. */
class ConcurrencyTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int ROUNDS = 5;

    @Test
    void concurrent_updates_of_different_fields_are_all_kept() {
        var runs = STORE.store().flowRuns("updates");
        runs.add("run", 1, Map.of());

        ConcurrentCallers.run(caller -> {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "caller" + caller + "-" + round;
                assertThat(runs.update("run", Map.of("emittedEvents", Map.of(key, round), key, round))
                                .isUpdated())
                        .isTrue();
            }
            return null;
        });

        IndexEntry<?> entry = runs.get("run").orElseThrow();
        assertThat(entry.version()).isEqualTo(ConcurrentCallers.COUNT * ROUNDS);
        assertThat((Map<?, ?>) entry.metadata().get("emittedEvents")).hasSize(ConcurrentCallers.COUNT * ROUNDS);
        assertThat(entry.metadata()).containsAllEntriesOf(everyKey());
    }

    @Test
    void concurrent_updates_of_one_nested_object_are_all_kept() {
        var index = STORE.store().index("own:index");
        index.add("entry", 1, Map.of("deep", Map.of()));

        ConcurrentCallers.run(caller ->
                index.update("entry", Map.of("deep", Map.of("er", Map.of("caller" + caller, caller)))));

        Object deep = index.get("entry").orElseThrow().metadata().get("deep");
        assertThat((Map<?, ?>) ((Map<?, ?>) deep).get("er")).hasSize(ConcurrentCallers.COUNT);
    }

    @Test
    void concurrent_increments_sum_exactly_and_return_distinct_values() {
        var flows = STORE.store().flows();
        flows.add("counted", 1, Patch.empty());

        List<List<Integer>> seen = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> flows.increment("counted", FlowFields.STATS_TOTAL, 1))
                .toList());

        assertThat(seen.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ConcurrentCallers.COUNT * ROUNDS)
                        .boxed()
                        .toList());
        assertThat(flows.get("counted").orElseThrow().get(FlowFields.STATS_TOTAL))
                .isEqualTo(ConcurrentCallers.COUNT * ROUNDS);
    }

    @Test
    void concurrent_increments_in_json_and_of_a_key_sum_exactly() {
        var flows = STORE.store().flows();
        flows.add("json", 1, Patch.empty());

        ConcurrentCallers.run(caller -> {
            flows.increment("json", "not.there.yet", 2);
            return STORE.store().kv().increment("counter", 3);
        });

        assertThat(flows.increment("json", "not.there.yet", 0))
                .isEqualTo(BigDecimal.valueOf(2L * ConcurrentCallers.COUNT));
        assertThat(STORE.store().kv().get("counter")).contains(3 * ConcurrentCallers.COUNT);
    }

    @Test
    void exactly_one_add_if_absent_of_the_same_entry_succeeds() {
        var flows = STORE.store().flows();

        List<Boolean> won = ConcurrentCallers.run(
                caller -> flows.addIfAbsent("absent", caller, Patch.of(FlowFields.FLOW_VERSION, caller)));

        assertThat(won).containsOnlyOnce(true);
        IndexEntry<?> entry = flows.get("absent").orElseThrow();
        assertThat(entry.score()).isEqualTo(won.indexOf(true));
        assertThat(entry.version()).isZero();
    }

    @Test
    void exactly_one_set_if_absent_of_the_same_key_succeeds() {
        List<Boolean> won = ConcurrentCallers.run(caller -> STORE.store().kv().setIfAbsent("lock", caller));

        assertThat(won).containsOnlyOnce(true);
        assertThat(STORE.store().kv().get("lock")).contains(won.indexOf(true));
    }

    @Test
    void exactly_one_compare_and_set_of_the_same_value_succeeds() {
        STORE.store().kv().set("leader", "none");

        List<Boolean> won = ConcurrentCallers.run(caller -> STORE.store().kv().compareAndSet("leader", "none", caller));

        assertThat(won).containsOnlyOnce(true);
        assertThat(STORE.store().kv().get("leader")).contains(won.indexOf(true));
    }

    @Test
    void exactly_one_conditional_update_succeeds_and_the_others_conflict_with_the_new_version() {
        var runs = STORE.store().flowRuns("conditional");
        runs.add("run", 1, Patch.empty());

        List<UpdateResult> results =
                ConcurrentCallers.run(caller -> runs.update("run", 0, Patch.of(FlowRunFields.STATUS, "by " + caller)));

        assertThat(results).containsOnlyOnce(new UpdateResult.Updated(1));
        assertThat(results).filteredOn(UpdateResult::isUpdated).hasSize(1);
        assertThat(results).filteredOn(result -> !result.isUpdated()).containsOnly(new UpdateResult.Conflict(0, 1));
    }

    @Test
    void update_with_retry_loses_no_concurrent_update() {
        var index = STORE.store().index("own:retry");
        index.add("entry", 1, Map.of("sum", 0));

        ConcurrentCallers.run(
                16,
                caller -> index.updateWithRetry(
                        "entry",
                        entry ->
                                entry.patch(Map.of("sum", (int) entry.metadata().get("sum") + 1))));

        assertThat(index.get("entry").orElseThrow().metadata()).containsEntry("sum", 16);
    }

    @Test
    void concurrent_appends_are_all_stored_and_every_reader_sees_the_same_order() {
        List<List<Event>> appended = ConcurrentCallers.run(caller -> {
            var stream = STORE.store().stream("own:appends:1");
            Event one = stream.append(NewEvent.of("one").withData(caller));
            List<Event> batch = stream.appendAll(List.of(
                    NewEvent.of("batch").withData(caller), NewEvent.of("batch").withData(caller)));
            return List.of(one, batch.get(0), batch.get(1));
        });

        List<List<Event>> read = ConcurrentCallers.run(
                8,
                reader -> STORE.store().stream("own:appends:1").stream(EventQuery.all())
                        .toList());

        assertThat(read).allSatisfy(events -> assertThat(events).isEqualTo(read.getFirst()));
        assertThat(read.getFirst())
                .containsExactlyInAnyOrderElementsOf(
                        appended.stream().flatMap(List::stream).toList())
                .isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
        // The sequential appends of one caller have increasing ids.
        assertThat(appended)
                .allSatisfy(own -> assertThat(own).extracting(Event::id).isSorted());
    }

    @Test
    void concurrent_first_appends_to_a_subject_type_create_one_partition() {
        ConcurrentCallers.run(
                caller -> STORE.store().stream("brand:new:" + caller).append(NewEvent.of("first")));

        assertThat(STORE.store().streamTypes().list())
                .filteredOn(table -> table.subjectType().equals("brand:new"))
                .hasSize(1);
        assertThat(IntStream.range(0, ConcurrentCallers.COUNT)
                        .mapToObj(caller -> STORE.store().stream("brand:new:" + caller)
                                .read()
                                .events()
                                .size()))
                .containsOnly(1);
    }

    @Test
    void concurrent_first_appends_to_many_subject_types_create_a_partition_each() {
        ConcurrentCallers.run(
                16, caller -> STORE.store().stream("many:type" + caller).append(NewEvent.of("first")));

        assertThat(STORE.store().streamTypes().list())
                .extracting(table -> table.subjectType())
                .containsAll(IntStream.range(0, 16)
                        .mapToObj(caller -> "many:type" + caller)
                        .toList());
    }

    @Test
    void concurrent_set_all_calls_with_keys_in_different_orders_do_not_deadlock() {
        ConcurrentCallers.run(caller -> {
            var values = new HashMap<String, Object>();
            IntStream.range(0, 50).forEach(i -> values.put("many" + (i * (caller % 2 == 0 ? 1 : -1) + 50), caller));
            STORE.store().kv().setAll(values);
            return null;
        });

        assertThat(STORE.store().kv().keys("many*").keys()).hasSize(99);
    }

    private static Map<String, Object> everyKey() {
        var keys = new HashMap<String, Object>();
        for (int caller = 0; caller < ConcurrentCallers.COUNT; caller++) {
            for (int round = 0; round < ROUNDS; round++) {
                keys.put("caller" + caller + "-" + round, round);
            }
        }
        return keys;
    }
}
