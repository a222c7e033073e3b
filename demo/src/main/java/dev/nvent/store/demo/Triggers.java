package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.Tiers;
import dev.nvent.store.catalog.TriggerFields;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What the outside world sets off: each firing is an event, counted at its trigger. */
final class Triggers {

    /** How long a delivery is remembered. Webhooks that come twice come soon. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final NventStore store;

    Triggers(NventStore store) {
        this.store = store;
    }

    /** Registers a trigger unless it is there, with what it has counted so far. */
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

    /** Fires a trigger that starts a run. */
    void start(String trigger, String runId, Instant at, Map<String, ?> input) {
        store.inTransaction(tx -> {
            fire(tx, trigger, runId, at, input);
            return tx.triggers().increment(trigger, TriggerFields.STATS_TOTAL_FLOWS_STARTED, 1);
        });
    }

    /**
     * Fires a trigger that a run waits for, unless it has fired for it already: a key that is set with the event, or not
     * at all, tells a second delivery from the first.
     *
     * @return whether this was the first delivery
     */
    boolean deliver(String trigger, String runId, Instant at) {
        return store.inTransaction(tx -> {
            boolean first = tx.kv().setIfAbsent("delivered:" + trigger + ":" + runId, true, REMEMBERED);
            if (first) {
                fire(tx, trigger, runId, at, Map.of());
            }
            return first;
        });
    }

    private static void fire(Tiers tiers, String trigger, String runId, Instant at, Map<String, ?> input) {
        tiers.triggerEvents(trigger)
                .append(NewEvent.of(trigger).withRunId(runId).withData(Map.of("at", at, "input", input)));
        tiers.triggers().update(trigger, Patch.of(TriggerFields.STATS_LAST_FIRED_AT, at));
        tiers.triggers().increment(trigger, TriggerFields.STATS_TOTAL_FIRES, 1);
    }
}
