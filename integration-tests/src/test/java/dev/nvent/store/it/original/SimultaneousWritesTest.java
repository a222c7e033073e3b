package dev.nvent.store.it.original;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.schema.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Both sides write the same rows at the same time, eight callers each, and nothing is lost. Where the original gives up,
 * it says so; what it acknowledged counts.
 */
class SimultaneousWritesTest {

    private static final int CALLERS = 8;
    private static final int ROUNDS = 40;
    private static final Sample SAMPLE = new Sample("nvent");

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
    void counters_sum_exactly_and_every_change_has_a_version() {
        Map<String, String> counters =
                Map.of(SAMPLE.flows(), "stats.total", SAMPLE.triggers(), "stats.totalFires", SAMPLE.runs(), "retries");
        counters.forEach((index, counter) -> {
            ours.call("index.add", index, "counted", 1, Map.of());

            everyone((side, caller) -> {
                String field = index.equals(SAMPLE.runs()) ? side.emitted(counter) : counter;
                for (int i = 0; i < ROUNDS; i++) {
                    side.call("index.increment", index, "counted", field, 1);
                }
            });

            Object sum = Answers.plain(2 * CALLERS * ROUNDS);
            Map<String, Object> metadata = Answers.metadata(original.call("index.get", index, "counted"));
            assertThat(metadata).containsEntry("version", sum);
            String group = index.equals(SAMPLE.runs()) ? "emittedEvents" : "stats";
            assertThat(Answers.object(metadata.get(group)))
                    .containsEntry(counter.substring(counter.indexOf('.') + 1), sum);
            assertThat(Answers.metadata(ours.call("index.get", index, "counted")))
                    .isEqualTo(metadata);
        });
    }

    @Test
    void updates_of_different_fields_all_survive_but_those_that_the_original_gave_up() {
        var acknowledged = new ConcurrentHashMap<String, Integer>();
        var changes = new ConcurrentHashMap<String, Integer>();
        for (String index : List.of(SAMPLE.runs(), SAMPLE.triggers())) {
            acknowledged.clear();
            changes.clear();
            String document = index.equals(SAMPLE.runs()) ? "awaitingSteps" : "subscriptions";
            ours.call("index.add", index, "updated", 1, Map.of());

            everyone((side, caller) -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    Map<String, Object> patch = Map.of(document, Map.of(caller, Map.of("at", i)));
                    if (side.call("index.update", index, "updated", patch).equals(true)) {
                        acknowledged.put(caller, i);
                        changes.merge(caller, 1, Integer::sum);
                    }
                }
            });

            var expected = new HashMap<String, Object>();
            acknowledged.forEach((caller, last) -> expected.put(caller, Map.of("at", last)));
            Map<String, Object> metadata = Answers.metadata(original.call("index.get", index, "updated"));
            assertThat(metadata.get(document)).isEqualTo(Answers.plain(expected));
            assertThat(metadata)
                    .containsEntry(
                            "version",
                            Answers.plain(changes.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()));
            assertThat(Answers.metadata(ours.call("index.get", index, "updated")))
                    .isEqualTo(metadata);
            assertThat(changes.entrySet())
                    .filteredOn(caller -> caller.getKey().startsWith("store"))
                    .hasSize(CALLERS)
                    .allSatisfy(caller -> assertThat(caller.getValue()).isEqualTo(ROUNDS));
        }
    }

    @Test
    void increments_and_updates_of_one_row_do_not_undo_each_other() {
        ours.call("index.add", SAMPLE.flows(), "mixed", 1, Map.of());
        var last = new ConcurrentHashMap<String, Object>();

        everyone((side, caller) -> {
            boolean counts = caller.endsWith("0") || caller.endsWith("1");
            String field = side == original ? "displayName" : "team";
            for (int i = 0; i < ROUNDS; i++) {
                if (counts) {
                    side.call("index.increment", SAMPLE.flows(), "mixed", "stats.running", 1);
                } else if (caller.endsWith("2")
                        && side.call("index.update", SAMPLE.flows(), "mixed", Map.of(field, caller + i))
                                .equals(true)) {
                    last.put(field, caller + i);
                }
            }
        });

        Map<String, Object> metadata = Answers.metadata(ours.call("index.get", SAMPLE.flows(), "mixed"));
        assertThat(Answers.object(metadata.get("stats"))).containsEntry("running", Answers.plain(4 * ROUNDS));
        assertThat(metadata).containsAllEntriesOf(last).containsEntry("team", "store2" + (ROUNDS - 1));
    }

    @Test
    void appends_are_all_there_in_each_callers_order_and_in_one_order_of_the_store() {
        for (String stream : List.of(SAMPLE.runEvents(), SAMPLE.triggerEvents())) {
            everyone((side, caller) -> {
                for (int i = 0; i < ROUNDS; i++) {
                    side.call("stream.append", stream, SAMPLE.event(stream, caller, Map.of("number", i)));
                }
            });

            List<Map<String, Object>> events = Answers.objects(ours.call("stream.read", stream));
            assertThat(events).hasSize(2 * CALLERS * ROUNDS);
            assertThat(events)
                    .extracting(event -> Long.valueOf((String) event.get("id")))
                    .isSorted();
            var numbers = new LinkedHashMap<String, List<Object>>();
            events.forEach(event -> numbers.computeIfAbsent((String) event.get("type"), type -> new ArrayList<>())
                    .add(Answers.object(event.get("data")).get("number")));
            List<Object> inOrder =
                    IntStream.range(0, ROUNDS).mapToObj(Answers::plain).toList();
            assertThat(numbers)
                    .hasSize(2 * CALLERS)
                    .allSatisfy((caller, of) -> assertThat(of).isEqualTo(inOrder));
            assertThat(Answers.withoutRun(original.call("stream.read", stream)))
                    .containsExactlyInAnyOrderElementsOf(Answers.withoutRun(events));
        }
    }

    @Test
    void keys_that_both_set_have_a_whole_value_and_keys_that_the_store_counts_are_exact() {
        var set = ConcurrentHashMap.<Object>newKeySet();
        everyone((side, caller) -> {
            for (int i = 0; i < ROUNDS; i++) {
                // Reading, the original removes every key that has expired, whoever is writing it.
                side.call("kv.set", "expiring" + i % 5, caller, 1);
                Object value = Map.of("by", caller, "number", i);
                set.add(Answers.plain(value));
                side.call("kv.set", "shared", value);
                assertThat(set).contains(side.call("kv.get", "shared"));
                if (side == ours) {
                    ours.store().kv().increment("counted", 1);
                }
            }
        });

        assertThat(original.call("kv.get", "counted")).isEqualTo(Answers.plain(CALLERS * ROUNDS));
        Map<String, Object> shared = Answers.object(original.call("kv.get", "shared"));
        assertThat(shared).containsEntry("number", Answers.plain(ROUNDS - 1));
        assertThat(ours.call("kv.get", "shared")).isEqualTo(shared);
    }

    @Test
    void an_entry_that_both_add_at_once_is_one_entry() {
        for (String index : SAMPLE.indexes()) {
            everyone((side, caller) -> {
                for (int i = 0; i < 10; i++) {
                    side.call("index.add", index, "new" + i, i, Map.of(SAMPLE.textField(index), caller));
                }
            });

            List<Map<String, Object>> entries = Answers.objects(ours.call("index.read", index));
            assertThat(entries)
                    .filteredOn(entry -> ((String) entry.get("id")).startsWith("new"))
                    .hasSize(10)
                    .allSatisfy(entry -> assertThat(Answers.metadata(entry))
                            .containsEntry("version", Answers.plain(2 * CALLERS - 1)));
        }
    }

    /** Runs work for eight callers of each side at once; each has a name of its own. */
    private static void everyone(BiConsumer<Side, String> work) {
        var callers = new ArrayList<Callable<Object>>();
        for (Side side : Set.of(ours, original)) {
            for (int i = 0; i < CALLERS; i++) {
                String caller = (side == ours ? "store" : "original") + i;
                callers.add(() -> {
                    work.accept(side, caller);
                    return null;
                });
            }
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(callers.size())) {
            for (Future<Object> done : threads.invokeAll(callers)) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
