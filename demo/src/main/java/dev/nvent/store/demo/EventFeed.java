package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Real events into the store: each becomes an event of its trigger and a short run. Through the dynamic door: subjects
 * are text, metadata are maps, and a trigger needs no code to be there.
 */
final class EventFeed {

    static final String FLOW = "event-intake";

    private static final Step STEP = Step.of("store-payload", Duration.ZERO);

    /** Numbers by value, 1.0 as 1; everything else as it is. */
    private static final Comparator<JsonNode> IN_MEANING = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return value(one).compareTo(value(other));
        }
        return one.equals(other) ? 0 : 1;
    };

    private final NventStore store;
    private final String prefix;
    private final String feed;
    private final Map<Integer, Long> idsByLine = new ConcurrentHashMap<>();

    /** @param prefix what the subjects of the store begin with */
    EventFeed(NventStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
        this.feed = "feed-" + store.kv().increment("feeds", 1);
    }

    /** Stores every event: those of one trigger in their order, triggers side by side. */
    void store(List<RealEvent> events, Progress progress) {
        events.forEach(this::checkSubject);
        Instant now = Instant.now();
        store.index(prefix + ":flows")
                .addIfAbsent(FLOW, now.toEpochMilli(), Map.of("displayName", "Intake of real events"));
        try (var crew = new Crew()) {
            byTrigger(events)
                    .forEach((trigger, itsEvents) -> crew.start(() -> {
                        register(trigger, now);
                        for (RealEvent event : itsEvents) {
                            store(event);
                            progress.step();
                        }
                    }));
            crew.finish();
        } catch (StoreException e) {
            throw new DemoException(
                    idsByLine.size() + " of " + events.size() + " events were stored, then: " + e.getMessage(), e);
        }
    }

    /** Reads every payload back; returns the events whose payload is not there, or is another. */
    List<RealEvent> lost(List<RealEvent> events) {
        return byTrigger(events).entrySet().stream()
                .flatMap(trigger -> lost(trigger.getKey(), trigger.getValue()).stream())
                .toList();
    }

    /** Before anything is sent. Only the store knows which subjects it takes. */
    private void checkSubject(RealEvent event) {
        try {
            store.stream(subject(event.event()));
        } catch (InvalidInputException e) {
            throw EventFile.wrong(event.line(), e.getMessage());
        }
    }

    private void register(String trigger, Instant now) {
        store.index(prefix + ":triggers")
                .addIfAbsent(
                        trigger,
                        now.toEpochMilli(),
                        Map.of("type", "webhook", "status", "active", "stats", Map.of("activeSubscribers", 1)));
    }

    private void store(RealEvent event) {
        Instant began = Instant.now();
        var journal = new RunJournal(store, FLOW, feed + "-line-" + event.line());
        journal.started(began, 1, Map.of("event", event.event(), "line", event.line()));
        journal.stepStarted(STEP.name(), 1, began);
        long id = store.inTransaction(tx -> {
            Event stored = tx.stream(subject(event.event())).append(event.asTriggerEvent(journal.runId()));
            tx.index(prefix + ":triggers").update(event.event(), Map.of("stats.lastFiredAt", stored.ts()));
            tx.index(prefix + ":triggers").increment(event.event(), "stats.totalFires", 1);
            return stored.id();
        });
        idsByLine.put(event.line(), id);
        Instant ended = Instant.now();
        journal.stepCompleted(STEP, 1, ended, Duration.between(began, ended));
        journal.ended(RunState.COMPLETED, RunState.RUNNING, ended, Map.of());
    }

    private List<RealEvent> lost(String trigger, List<RealEvent> events) {
        long first = events.stream()
                .map(RealEvent::line)
                .mapToLong(idsByLine::get)
                .min()
                .orElseThrow();
        Map<Long, JsonNode> stored = store.stream(subject(trigger))
                .walk(EventQuery.all().withAfter(first - 1))
                .collect(Collectors.toMap(Event::id, Event::json));
        return events.stream()
                .filter(event -> Optional.ofNullable(stored.get(idsByLine.get(event.line())))
                        .filter(back -> back.equals(IN_MEANING, event.payload()))
                        .isEmpty())
                .toList();
    }

    private static Map<String, List<RealEvent>> byTrigger(List<RealEvent> events) {
        return events.stream().collect(Collectors.groupingBy(RealEvent::event));
    }

    private String subject(String trigger) {
        return prefix + ":trigger:event:" + trigger;
    }

    private static BigDecimal value(JsonNode number) {
        return number.decimalValue();
    }
}
