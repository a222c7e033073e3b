package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
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
 * Loads events from a file into the store: each becomes an event of its trigger and a run with one step. Uses the dynamic
 * API: subjects are strings and metadata are maps, so that triggers need no code.
 */
final class EventLoader {

    static final String FLOW = "event-intake";

    private static final Step STEP = Step.of("store-payload", Duration.ZERO);

    /** Compares numbers by value, so that 1.0 equals 1. */
    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (left, right) -> {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    };

    private final NventStore store;
    private final String prefix;
    private final String loadId;
    private final Map<Integer, Long> idsByLine = new ConcurrentHashMap<>();

    /** @param prefix the prefix of the subjects */
    EventLoader(NventStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
        this.loadId = "load-" + store.kv().increment("loads", 1);
    }

    /** Loads all events. The events of a trigger are stored in order; triggers are processed in parallel. */
    void load(List<InputEvent> events, Progress progress) {
        events.forEach(this::checkSubject);
        Instant now = Instant.now();
        store.index(prefix + ":flows").addIfAbsent(FLOW, now.toEpochMilli(), Map.of("displayName", "Event intake"));
        try (var tasks = new TaskGroup()) {
            byTrigger(events)
                    .forEach((trigger, eventsOfTrigger) -> tasks.start(() -> {
                        register(trigger, now);
                        for (InputEvent event : eventsOfTrigger) {
                            store(event);
                            progress.step();
                        }
                    }));
            tasks.join();
        } catch (StoreException e) {
            throw new DemoException(
                    "stored " + idsByLine.size() + " of " + events.size() + " events before an error: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Reads all payloads back and returns the events whose stored payload is missing or differs. */
    List<InputEvent> mismatches(List<InputEvent> events) {
        return byTrigger(events).entrySet().stream()
                .flatMap(trigger -> mismatches(trigger.getKey(), trigger.getValue()).stream())
                .toList();
    }

    /** Validates the subject before any event is stored. */
    private void checkSubject(InputEvent event) {
        try {
            store.stream(subject(event.event()));
        } catch (InvalidInputException e) {
            throw EventFile.invalidLine(event.line(), e.getMessage());
        }
    }

    private void register(String trigger, Instant now) {
        store.index(prefix + ":triggers")
                .addIfAbsent(
                        trigger,
                        now.toEpochMilli(),
                        Map.of("type", "webhook", "status", "active", "stats", Map.of("activeSubscribers", 1)));
    }

    private void store(InputEvent event) {
        Instant start = Instant.now();
        var journal = new RunJournal(store, FLOW, loadId + "-line-" + event.line());
        journal.runStarted(start, 1, Map.of("event", event.event(), "line", event.line()));
        journal.stepStarted(STEP.name(), 1, start);
        long id = store.inTransaction(tx -> {
            Event stored = tx.stream(subject(event.event())).append(event.asTriggerEvent(journal.runId()));
            tx.index(prefix + ":triggers").update(event.event(), Map.of("stats.lastFiredAt", stored.ts()));
            tx.index(prefix + ":triggers").increment(event.event(), "stats.totalFires", 1);
            return stored.id();
        });
        idsByLine.put(event.line(), id);
        Instant end = Instant.now();
        journal.stepCompleted(STEP, 1, end, Duration.between(start, end));
        journal.runEnded(RunState.COMPLETED, RunState.RUNNING, end, Map.of());
    }

    private List<InputEvent> mismatches(String trigger, List<InputEvent> events) {
        long first = events.stream()
                .map(InputEvent::line)
                .mapToLong(idsByLine::get)
                .min()
                .orElseThrow();
        Map<Long, JsonNode> stored = store.stream(subject(trigger)).stream(
                        EventQuery.all().withAfter(first - 1))
                .collect(Collectors.toMap(Event::id, Event::tree));
        return events.stream()
                .filter(event -> Optional.ofNullable(stored.get(idsByLine.get(event.line())))
                        .filter(payload -> payload.equals(NUMBERS_BY_VALUE, event.payload()))
                        .isEmpty())
                .toList();
    }

    private static Map<String, List<InputEvent>> byTrigger(List<InputEvent> events) {
        return events.stream().collect(Collectors.groupingBy(InputEvent::event));
    }

    private String subject(String trigger) {
        return prefix + ":trigger:event:" + trigger;
    }
}
