package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/**
 * Eight callers of each implementation write the same rows concurrently, and no acknowledged write is lost. The Node
 * adapter may reject a contended update; the tests count only the updates that it acknowledged.
 */
class ConcurrentWritesTest extends SharedDatabaseTest {

    private static final int CALLERS = 8;
    private static final int ROUNDS = 40;
    private static final SampleData SAMPLE = new SampleData("nvent");

    @Test
    void concurrent_increments_sum_exactly_and_each_raises_the_version() {
        Map<String, String> counters =
                Map.of(SAMPLE.flows(), "stats.total", SAMPLE.triggers(), "stats.totalFires", SAMPLE.runs(), "retries");
        counters.forEach((index, counter) -> {
            store.call("index.add", index, "counted", 1, Map.of());

            runConcurrently((impl, caller) -> {
                String field = index.equals(SAMPLE.runs()) ? impl.emitted(counter) : counter;
                for (int i = 0; i < ROUNDS; i++) {
                    impl.call("index.increment", index, "counted", field, 1);
                }
            });

            Object sum = JsonValues.normalized(2 * CALLERS * ROUNDS);
            Map<String, Object> metadata = JsonValues.metadata(nodeAdapter.call("index.get", index, "counted"));
            assertThat(metadata).containsEntry("version", sum);
            String group = index.equals(SAMPLE.runs()) ? "emittedEvents" : "stats";
            assertThat(JsonValues.object(metadata.get(group)))
                    .containsEntry(counter.substring(counter.indexOf('.') + 1), sum);
            assertThat(JsonValues.metadata(store.call("index.get", index, "counted")))
                    .isEqualTo(metadata);
        });
    }

    @Test
    void concurrent_updates_of_different_fields_are_all_kept() {
        var acknowledged = new ConcurrentHashMap<String, Integer>();
        var changes = new ConcurrentHashMap<String, Integer>();
        for (String index : List.of(SAMPLE.runs(), SAMPLE.triggers())) {
            acknowledged.clear();
            changes.clear();
            String document = index.equals(SAMPLE.runs()) ? "awaitingSteps" : "subscriptions";
            store.call("index.add", index, "updated", 1, Map.of());

            runConcurrently((impl, caller) -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    Map<String, Object> patch = Map.of(document, Map.of(caller, Map.of("at", i)));
                    if (impl.call("index.update", index, "updated", patch).equals(true)) {
                        acknowledged.put(caller, i);
                        changes.merge(caller, 1, Integer::sum);
                    }
                }
            });

            var expected = new HashMap<String, Object>();
            acknowledged.forEach((caller, last) -> expected.put(caller, Map.of("at", last)));
            Map<String, Object> metadata = JsonValues.metadata(nodeAdapter.call("index.get", index, "updated"));
            assertThat(metadata.get(document)).isEqualTo(JsonValues.normalized(expected));
            assertThat(metadata)
                    .containsEntry(
                            "version",
                            JsonValues.normalized(changes.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()));
            assertThat(JsonValues.metadata(store.call("index.get", index, "updated")))
                    .isEqualTo(metadata);
            assertThat(changes.entrySet())
                    .filteredOn(caller -> caller.getKey().startsWith("store"))
                    .hasSize(CALLERS)
                    .allSatisfy(caller -> assertThat(caller.getValue()).isEqualTo(ROUNDS));
        }
    }

    @Test
    void concurrent_increments_and_updates_of_one_row_are_all_kept() {
        store.call("index.add", SAMPLE.flows(), "mixed", 1, Map.of());
        var last = new ConcurrentHashMap<String, Object>();

        runConcurrently((impl, caller) -> {
            boolean increments = caller.endsWith("0") || caller.endsWith("1");
            String field = impl == nodeAdapter ? "displayName" : "team";
            for (int i = 0; i < ROUNDS; i++) {
                if (increments) {
                    impl.call("index.increment", SAMPLE.flows(), "mixed", "stats.running", 1);
                } else if (caller.endsWith("2")
                        && impl.call("index.update", SAMPLE.flows(), "mixed", Map.of(field, caller + i))
                                .equals(true)) {
                    last.put(field, caller + i);
                }
            }
        });

        Map<String, Object> metadata = JsonValues.metadata(store.call("index.get", SAMPLE.flows(), "mixed"));
        assertThat(JsonValues.object(metadata.get("stats")))
                .containsEntry("running", JsonValues.normalized(4 * ROUNDS));
        assertThat(metadata).containsAllEntriesOf(last).containsEntry("team", "store2" + (ROUNDS - 1));
    }

    @Test
    void concurrent_appends_are_all_kept_in_the_order_of_each_caller() {
        for (String stream : List.of(SAMPLE.runEvents(), SAMPLE.triggerEvents())) {
            runConcurrently((impl, caller) -> {
                for (int i = 0; i < ROUNDS; i++) {
                    impl.call("stream.append", stream, SAMPLE.event(stream, caller, Map.of("number", i)));
                }
            });

            List<Map<String, Object>> events = JsonValues.objects(store.call("stream.read", stream));
            assertThat(events).hasSize(2 * CALLERS * ROUNDS);
            assertThat(events)
                    .extracting(event -> Long.valueOf((String) event.get("id")))
                    .isSorted();
            var numbers = new LinkedHashMap<String, List<Object>>();
            events.forEach(event -> numbers.computeIfAbsent((String) event.get("type"), type -> new ArrayList<>())
                    .add(JsonValues.object(event.get("data")).get("number")));
            List<Object> inOrder =
                    IntStream.range(0, ROUNDS).mapToObj(JsonValues::normalized).toList();
            assertThat(numbers)
                    .hasSize(2 * CALLERS)
                    .allSatisfy((caller, appended) -> assertThat(appended).isEqualTo(inOrder));
            assertThat(JsonValues.withoutRunFields(nodeAdapter.call("stream.read", stream)))
                    .containsExactlyInAnyOrderElementsOf(JsonValues.withoutRunFields(events));
        }
    }

    @Test
    void concurrent_sets_of_a_key_never_mix_values_and_increments_are_exact() {
        var set = ConcurrentHashMap.<Object>newKeySet();
        runConcurrently((impl, caller) -> {
            for (int i = 0; i < ROUNDS; i++) {
                // The Node adapter deletes all expired keys on each read, also while another caller sets them.
                impl.call("kv.set", "expiring" + i % 5, caller, 1);
                Object value = Map.of("by", caller, "number", i);
                set.add(JsonValues.normalized(value));
                impl.call("kv.set", "shared", value);
                assertThat(set).contains(impl.call("kv.get", "shared"));
                if (impl == store) {
                    store.nventStore().kv().increment("counted", 1);
                }
            }
        });

        assertThat(nodeAdapter.call("kv.get", "counted")).isEqualTo(JsonValues.normalized(CALLERS * ROUNDS));
        Map<String, Object> shared = JsonValues.object(nodeAdapter.call("kv.get", "shared"));
        assertThat(shared).containsEntry("number", JsonValues.normalized(ROUNDS - 1));
        assertThat(store.call("kv.get", "shared")).isEqualTo(shared);
    }

    @Test
    void concurrent_adds_of_an_entry_create_one_entry() {
        for (String index : SAMPLE.indexes()) {
            runConcurrently((impl, caller) -> {
                for (int i = 0; i < 10; i++) {
                    impl.call("index.add", index, "new" + i, i, Map.of(SAMPLE.textField(index), caller));
                }
            });

            List<Map<String, Object>> entries = JsonValues.objects(store.call("index.read", index));
            assertThat(entries)
                    .filteredOn(entry -> ((String) entry.get("id")).startsWith("new"))
                    .hasSize(10)
                    .allSatisfy(entry -> assertThat(JsonValues.metadata(entry))
                            .containsEntry("version", JsonValues.normalized(2 * CALLERS - 1)));
        }
    }

    /** Runs the work concurrently for eight callers of each implementation, each with its own name. */
    private static void runConcurrently(BiConsumer<Implementation, String> work) {
        var callers = new ArrayList<Callable<Object>>();
        for (Implementation impl : Set.of(store, nodeAdapter)) {
            for (int i = 0; i < CALLERS; i++) {
                String caller = (impl == store ? "store" : "node") + i;
                callers.add(() -> {
                    work.accept(impl, caller);
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
