package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.catalog.FlowRunFields;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.routing.Patch;
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

/** Sixty-four callers on one row, each on a connection of its own. */
class ConcurrencyTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int ROUNDS = 5;

    @Test
    void updates_of_different_fields_of_one_entry_all_survive() {
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
    void updates_of_keys_of_one_nested_object_all_survive() {
        var index = STORE.store().index("own:index");
        index.add("entry", 1, Map.of("deep", Map.of()));

        ConcurrentCallers.run(caller ->
                index.update("entry", Map.of("deep", Map.of("er", Map.of("caller" + caller, caller)))));

        Object deep = index.get("entry").orElseThrow().metadata().get("deep");
        assertThat((Map<?, ?>) ((Map<?, ?>) deep).get("er")).hasSize(ConcurrentCallers.COUNT);
    }

    @Test
    void increments_of_a_counter_sum_exactly_and_each_caller_sees_a_value_of_its_own() {
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
    void increments_within_json_and_of_a_key_sum_exactly() {
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
    void one_of_those_who_add_the_same_entry_if_absent_wins() {
        var flows = STORE.store().flows();

        List<Boolean> won = ConcurrentCallers.run(
                caller -> flows.addIfAbsent("absent", caller, Patch.of(FlowFields.FLOW_VERSION, caller)));

        assertThat(won).containsOnlyOnce(true);
        IndexEntry<?> entry = flows.get("absent").orElseThrow();
        assertThat(entry.score()).isEqualTo(won.indexOf(true));
        assertThat(entry.version()).isZero();
    }

    @Test
    void one_of_those_who_set_the_same_key_if_absent_wins() {
        List<Boolean> won = ConcurrentCallers.run(caller -> STORE.store().kv().setIfAbsent("lock", caller));

        assertThat(won).containsOnlyOnce(true);
        assertThat(STORE.store().kv().get("lock")).contains(won.indexOf(true));
    }

    @Test
    void one_of_those_who_compare_and_set_the_same_value_wins() {
        STORE.store().kv().set("leader", "nobody");

        List<Boolean> won =
                ConcurrentCallers.run(caller -> STORE.store().kv().compareAndSet("leader", "nobody", caller));

        assertThat(won).containsOnlyOnce(true);
        assertThat(STORE.store().kv().get("leader")).contains(won.indexOf(true));
    }

    @Test
    void one_of_those_who_expect_the_same_version_wins_and_the_others_are_told_the_new_one() {
        var runs = STORE.store().flowRuns("conditional");
        runs.add("run", 1, Patch.empty());

        List<UpdateResult> results =
                ConcurrentCallers.run(caller -> runs.update("run", 0, Patch.of(FlowRunFields.STATUS, "by " + caller)));

        assertThat(results).containsOnlyOnce(new UpdateResult.Updated(1));
        assertThat(results).filteredOn(UpdateResult::isUpdated).hasSize(1);
        assertThat(results).filteredOn(result -> !result.isUpdated()).containsOnly(new UpdateResult.Conflict(0, 1));
    }

    @Test
    void read_modify_write_converges() {
        var index = STORE.store().index("own:retry");
        index.add("entry", 1, Map.of("sum", 0));

        ConcurrentCallers.run(
                16, caller -> index.updateWithRetry("entry", metadata -> Map.of("sum", (int) metadata.get("sum") + 1)));

        assertThat(index.get("entry").orElseThrow().metadata()).containsEntry("sum", 16);
    }

    @Test
    void appends_of_all_callers_are_there_in_one_order_that_every_reader_agrees_on() {
        List<List<Event>> appended = ConcurrentCallers.run(caller -> {
            var stream = STORE.store().stream("own:appends:1");
            Event one = stream.append(NewEvent.of("one").withData(caller));
            List<Event> batch = stream.appendAll(List.of(
                    NewEvent.of("batch").withData(caller), NewEvent.of("batch").withData(caller)));
            return List.of(one, batch.get(0), batch.get(1));
        });

        List<List<Event>> read = ConcurrentCallers.run(
                8,
                reader -> STORE.store().stream("own:appends:1")
                        .walk(EventQuery.all())
                        .toList());

        assertThat(read).allSatisfy(events -> assertThat(events).isEqualTo(read.getFirst()));
        assertThat(read.getFirst())
                .containsExactlyInAnyOrderElementsOf(
                        appended.stream().flatMap(List::stream).toList())
                .isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
        // The ids of a caller's own appends, one after the other, rise.
        assertThat(appended)
                .allSatisfy(own -> assertThat(own).extracting(Event::id).isSorted());
    }

    @Test
    void first_appends_of_all_callers_to_a_new_subject_type_make_one_partition() {
        ConcurrentCallers.run(
                caller -> STORE.store().stream("brand:new:" + caller).append(NewEvent.of("first")));

        assertThat(STORE.store().streamTables().list())
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
    void first_appends_to_many_new_subject_types_at_once_make_a_partition_each() {
        ConcurrentCallers.run(
                16, caller -> STORE.store().stream("many:type" + caller).append(NewEvent.of("first")));

        assertThat(STORE.store().streamTables().list())
                .extracting(table -> table.subjectType())
                .containsAll(IntStream.range(0, 16)
                        .mapToObj(caller -> "many:type" + caller)
                        .toList());
    }

    @Test
    void sets_of_the_same_keys_in_other_orders_do_not_block_each_other() {
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
