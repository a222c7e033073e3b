package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.it.TestStore;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples of the Node adapter's README, line by line. */
class NodeAdapterExamplesTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @RegisterExtension
    static final TestStore FRESH = new TestStore();

    @Test
    void working_with_event_streams() {
        NventStore store = STORE.store();

        // Append event to stream
        Event started = store.stream("nvent:flow:run123")
                .append(NewEvent.of("flow:started")
                        .withFlowName("my-flow")
                        .withRunId("run123")
                        .withData(Map.of("input", "test")));
        Event completed = store.stream("nvent:flow:run123").append(NewEvent.of("flow:completed"));
        store.stream("nvent:flow:run123").append(NewEvent.of("step:started"));

        // Read recent events
        List<Event> recent = store.stream("nvent:flow:run123")
                .read(EventQuery.all()
                        .withLimit(50)
                        .withOrder(EventQuery.Order.NEWEST_FIRST)
                        .withTypes("flow:started", "flow:completed"))
                .events();
        assertThat(recent).extracting(Event::type).containsExactly("flow:completed", "flow:started");
        assertThat(recent.getLast()).isEqualTo(started);
        assertThat(recent.getLast().data()).isEqualTo(Map.of("input", "test"));

        // Read events in time range
        List<Event> lastHour = store.stream("nvent:flow:run123")
                .read(EventQuery.all()
                        .withFrom(Instant.now().minus(Duration.ofHours(1)))
                        .withTo(Instant.now().plus(Duration.ofMinutes(1)))
                        .withLimit(100))
                .events();
        assertThat(lastHour).hasSize(3);

        // Read events after a specific ID
        List<Event> after = store.stream("nvent:flow:run123")
                .read(EventQuery.all().withAfter(started.id()).withLimit(100))
                .events();
        assertThat(after).hasSize(2).first().isEqualTo(completed);

        // Delete entire event stream
        assertThat(store.stream("nvent:flow:run123").delete()).isTrue();
        assertThat(store.stream("nvent:flow:run123").read().events()).isEmpty();
    }

    @Test
    void working_with_indexes() {
        SortedIndex<?> index = STORE.store().index("nvent:scheduler:trigger:flow1");

        // Add indexed entry with metadata
        index.add(
                "trigger-123",
                System.currentTimeMillis(),
                NestedMaps.map(
                        "cron",
                        "0 * * * *",
                        "enabled",
                        true,
                        "stats",
                        NestedMaps.map("totalFires", 0, "lastFire", null)));

        // Get single entry
        Optional<? extends IndexEntry<?>> entry = index.get("trigger-123");
        assertThat(entry.orElseThrow().metadata())
                .isEqualTo(NestedMaps.map(
                        "cron",
                        "0 * * * *",
                        "enabled",
                        true,
                        "stats",
                        NestedMaps.map("totalFires", 0, "lastFire", null),
                        "version",
                        0));

        // Update with optimistic locking
        UpdateResult success = index.update("trigger-123", 0, Map.of("enabled", false));
        assertThat(success.isUpdated()).isTrue();
        assertThat(index.update("trigger-123", 0, Map.of("enabled", true)))
                .as("entry was updated by another process")
                .isEqualTo(new UpdateResult.Conflict(0, 1));

        // Update with automatic retry on conflict; dot notation for nested updates
        assertThat(index.updateWithRetry("trigger-123", fired -> fired.patch(Map.of("stats.totalFires", 5)))
                        .isUpdated())
                .isTrue();

        // Atomic increment
        BigDecimal newValue = index.increment("trigger-123", "stats.totalFires", 1);
        assertThat(newValue).isEqualTo(BigDecimal.valueOf(6));

        // List entries (newest first)
        var entries = index.read(IndexQuery.all().withOffset(0).withLimit(50)).entries();
        assertThat(entries).extracting(IndexEntry::id).containsExactly("trigger-123");
        assertThat(entries.getFirst().metadata())
                .isEqualTo(NestedMaps.map(
                        "cron",
                        "0 * * * *",
                        "enabled",
                        false,
                        "stats",
                        NestedMaps.map("totalFires", 6, "lastFire", null),
                        "version",
                        3));

        // Delete entry
        assertThat(index.delete("trigger-123")).isTrue();
    }

    @Test
    void working_with_the_key_value_store() {
        NventStore store = STORE.store();

        // Set with TTL (60 seconds)
        store.kv().set("nvent:scheduler:lock:flow1", Map.of("owner", "worker-1"), Duration.ofSeconds(60));

        // Get value
        assertThat(store.kv().get("nvent:scheduler:lock:flow1")).contains(Map.of("owner", "worker-1"));

        // Set without TTL
        store.kv().set("nvent:config:flows", Map.of("maxRetries", 3));
        assertThat(store.kv().get("nvent:config:flows")).contains(Map.of("maxRetries", 3));

        // Increment counter (creates if doesn't exist)
        assertThat(store.kv().increment("nvent:counter:processed", 1)).isEqualTo(BigDecimal.ONE);

        // Delete single key
        store.kv().set("nvent:temp:data", 1);
        assertThat(store.kv().delete("nvent:temp:data")).isTrue();

        // Clear by pattern
        store.kv().setAll(Map.of("nvent:temp:a", 1, "nvent:temp:b", 2, "nvent:other", 3));
        assertThat(store.kv().clear("nvent:temp:*")).isEqualTo(2);
        assertThat(store.kv().get("nvent:other")).contains(3);
    }

    @Test
    void pattern_based_table_routing() {
        NventStore store = STORE.store();
        store.stream("nvent:flow:run:abc123").append(NewEvent.of("t").withFlowName("myflow"));
        store.index("nvent:flow:runs:myflow").add("abc123", 1, Map.of());
        store.index("nvent:flows").add("myflow", 1, Map.of());
        store.stream("nvent:trigger:event:mytrigger").append(NewEvent.of("t"));
        store.index("nvent:triggers").add("mytrigger", 1, Map.of());
        store.index("nvent:scheduler:jobs").add("myjob", 1, Map.of());

        assertThat(count("flow_events WHERE run_id = 'abc123' AND flow_name = 'myflow'"))
                .isOne();
        assertThat(count("flow_runs WHERE flow_name = 'myflow' AND run_id = 'abc123'"))
                .isOne();
        assertThat(count("flows WHERE flow_name = 'myflow'")).isOne();
        assertThat(count("trigger_events WHERE trigger_name = 'mytrigger'")).isOne();
        assertThat(count("triggers WHERE trigger_name = 'mytrigger'")).isOne();
        assertThat(count("scheduler_jobs WHERE job_id = 'myjob'")).isOne();
    }

    @Test
    void an_event_has_all_documented_fields() {
        Event event = STORE.store().stream("nvent:flow:run:record")
                .append(NewEvent.of("step:failed")
                        .withRunId("record")
                        .withFlowName("f")
                        .withStep("charge", "charge-1")
                        .withAttempt(2)
                        .withData(Map.of("why", "declined")));

        assertThat(event.id()).isPositive();
        assertThat(event.ts())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(List.of(event.type(), event.runId(), event.flowName(), event.stepName(), event.stepId()))
                .containsExactly("step:failed", "record", "f", "charge", "charge-1");
        assertThat(event.attempt()).isEqualTo(2);
    }

    @Test
    void table_management() {
        NventStore store = FRESH.store();
        store.stream("nq:flow:abc").append(NewEvent.of("t"));
        store.stream("nq:trigger:x").append(NewEvent.of("t"));

        // List all stream tables
        assertThat(store.streamTypes().list())
                .contains(
                        new StreamType("nq:flow", "nvent_stream_flow", Optional.empty()),
                        new StreamType("nq:trigger", "nvent_stream_trigger", Optional.empty()));

        // Drop all flow events
        assertThat(store.streamTypes().drop("nq:flow")).isTrue();
        assertThat(store.stream("nq:flow:abc").read().events()).isEmpty();
        assertThat(store.stream("nq:trigger:x").read().events()).hasSize(1);
    }

    @Test
    void retention_policies() {
        NventStore store = STORE.store();
        store.stream("old:flow:abc").append(NewEvent.of("old"));
        TestPostgres.execute("UPDATE " + table("stream") + " SET ts = ts - 2592000001 WHERE subject = 'old:flow:abc'");
        store.stream("old:flow:abc").append(NewEvent.of("new"));

        // Keep flow runs for 30 days
        assertThat(store.streamTypes().deleteOlderThan("old:flow", Duration.ofDays(30)))
                .isOne();
        assertThat(store.stream("old:flow:abc").read().events())
                .extracting(Event::type)
                .containsExactly("new");
    }

    private static long count(String from) {
        return Long.parseLong(
                TestPostgres.strings("SELECT count(*) FROM " + table(from)).getFirst());
    }

    private static String table(String name) {
        return STORE.schema() + ".nvent_" + name;
    }
}
