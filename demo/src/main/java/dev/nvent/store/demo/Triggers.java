package dev.nvent.store.demo;

import dev.nvent.store.StoreOperations;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Fires triggers: appends an event and increments the counters of the trigger. */
final class Triggers {

    /** Time to live of the deduplication keys; duplicate webhook deliveries follow each other closely. */
    private static final Duration DEDUPLICATION_PERIOD = Duration.ofHours(1);

    private final StoreOperations store;

    Triggers(StoreOperations store) {
        this.store = store;
    }

    /** Registers a trigger if it does not exist; an existing trigger keeps its counters. */
    void register(String trigger, String type, Instant at, Map<String, ?> subscriptions) {
        store.triggers()
                .addIfAbsent(
                        trigger,
                        at.toEpochMilli(),
                        Patch.of(TriggerFields.TYPE, type)
                                .and(TriggerFields.STATUS, "active")
                                .and(TriggerFields.STATS_ACTIVE_SUBSCRIBERS, subscriptions.size())
                                .and(TriggerFields.SUBSCRIPTIONS, subscriptions));
    }

    /** Fires the trigger that starts a run. */
    void fireStart(String trigger, String runId, Instant at, Map<String, ?> input) {
        fire(trigger, runId, at, input);
        store.triggers().increment(trigger, TriggerFields.STATS_TOTAL_FLOWS_STARTED, 1);
    }

    /**
     * Fires a trigger that a run waits for. A duplicate delivery is ignored: its deduplication key exists.
     *
     * @return whether this was the first delivery
     */
    boolean deliver(String trigger, String runId, Instant at) {
        boolean first = store.kv().setIfAbsent("delivered:" + trigger + ":" + runId, true, DEDUPLICATION_PERIOD);
        if (first) {
            fire(trigger, runId, at, Map.of());
        }
        return first;
    }

    private void fire(String trigger, String runId, Instant at, Map<String, ?> input) {
        store.triggerEvents(trigger)
                .append(NewEvent.of(trigger).withRunId(runId).withData(Map.of("at", at, "input", input)));
        store.triggers().update(trigger, Patch.of(TriggerFields.STATS_LAST_FIRED_AT, at));
        store.triggers().increment(trigger, TriggerFields.STATS_TOTAL_FIRES, 1);
    }
}
