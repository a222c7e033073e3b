package dev.nvent.store.internal.stream;

import dev.nvent.store.stream.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The results of an append of events to one stream, some of which have keys. Not thread-safe. */
final class KeyedAppend {

    private final List<AddressedEvent> given;
    private final Event[] results;
    private List<Integer> open;

    /** @param given the events, of one stream */
    KeyedAppend(List<AddressedEvent> given) {
        this.given = given;
        this.results = new Event[given.size()];
        this.open = IntStream.range(0, given.size()).boxed().toList();
    }

    /** The events without a result. */
    List<AddressedEvent> open() {
        return open.stream().map(given::get).toList();
    }

    /** The keys of the events without a result, each once. */
    Collection<String> openKeys() {
        return open.stream()
                .map(place -> given.get(place).idempotencyKey())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    boolean isDone() {
        return open.isEmpty();
    }

    /** Takes the answer to an insert of the open events. */
    void append(List<Optional<Event>> appended) {
        for (int i = 0; i < open.size(); i++) {
            results[open.get(i)] = appended.get(i).orElse(null);
        }
        update();
    }

    /**
     * Takes stored events as duplicates.
     *
     * @return whether every event has a result
     */
    boolean find(List<Event> stored) {
        Map<String, Event> byKey = stored.stream().collect(Collectors.toMap(Event::key, Function.identity()));
        for (int place : open) {
            String key = given.get(place).idempotencyKey();
            results[place] = key == null ? null : duplicate(byKey.get(key));
        }
        update();
        return isDone();
    }

    /** The events in the order given. */
    List<Event> events() {
        return List.of(results);
    }

    private void update() {
        var left = new ArrayList<Integer>();
        for (int place : open) {
            if (results[place] == null) {
                left.add(place);
            }
        }
        open = left;
    }

    private static @Nullable Event duplicate(@Nullable Event event) {
        return event == null
                ? null
                : new Event(
                        event.id(),
                        event.ts(),
                        event.type(),
                        event.runId(),
                        event.flowName(),
                        event.stepName(),
                        event.stepId(),
                        event.attempt(),
                        event.json(),
                        event.key(),
                        event.version(),
                        true);
    }
}
