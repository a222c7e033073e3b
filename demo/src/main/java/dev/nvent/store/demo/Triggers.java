package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
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

    private final NventStore store;

    Triggers(NventStore store) {
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
        store.inTransaction(tx -> {
            fire(tx, trigger, runId, at, input);
            return tx.triggers().increment(trigger, TriggerFields.STATS_TOTAL_FLOWS_STARTED, 1);
        });
    }

    /**
     * Fires a trigger that a run waits for. A duplicate delivery is ignored: a deduplication key is set in the transaction that
     * appends the event.
     *
     * @return whether this was the first delivery
     */
    boolean deliver(String trigger, String runId, Instant at) {
        return store.inTransaction(tx -> {
            boolean first = tx.kv().setIfAbsent("delivered:" + trigger + ":" + runId, true, DEDUPLICATION_PERIOD);
            if (first) {
                fire(tx, trigger, runId, at, Map.of());
            }
            return first;
        });
    }

    private static void fire(StoreOperations tiers, String trigger, String runId, Instant at, Map<String, ?> input) {
        tiers.triggerEvents(trigger)
                .append(NewEvent.of(trigger).withRunId(runId).withData(Map.of("at", at, "input", input)));
        tiers.triggers().update(trigger, Patch.of(TriggerFields.STATS_LAST_FIRED_AT, at));
        tiers.triggers().increment(trigger, TriggerFields.STATS_TOTAL_FIRES, 1);
    }
}
