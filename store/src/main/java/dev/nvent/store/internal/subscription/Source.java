package dev.nvent.store.internal.subscription;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoredValueException;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import dev.nvent.store.subscription.EventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.JSONB;

/**
 * The events that a subscription follows, and where they are.
 *
 * @param events as the caller describes them
 * @param table the table that holds them
 * @param subject the stream, if it is one
 */
record Source(EventSource events, StreamTable<?> table, Optional<StreamSubject<?>> subject) {

    private static final String SOURCE = "source";
    private static final String KIND = "kind";
    private static final String NAMES = "names";
    private static final String TYPES = "types";

    static Source of(EventSource events, Catalog catalog, SubjectParser subjects) {
        StreamSubject<?> sample = switch (events.kind()) {
            case SUBJECT -> subjects.stream(events.names().getFirst());
            case SUBJECT_TYPE -> new GenericStream(events.names().getFirst());
            case RUNS -> new FlowRunEvents("any");
            case TRIGGERS -> new TriggerEvents("any");
        };
        return new Source(
                events,
                catalog.table(sample),
                events.kind() == EventSource.Kind.SUBJECT ? Optional.of(sample) : Optional.empty());
    }

    /** The name of the table without its prefix. */
    String stream() {
        return table.table().getName();
    }

    /** The key of the one stream. */
    String key() {
        return subject.orElseThrow().key();
    }

    /** The subject type of generic streams. */
    String subjectType() {
        return subject.map(stream -> ((GenericStream) stream).type())
                .orElseGet(() -> events.names().getFirst());
    }

    /** As it is stored. */
    static JSONB json(EventSource events) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(KIND, events.kind().name());
        json.put(NAMES, events.names());
        json.put(TYPES, events.types().stream().sorted().toList());
        return Json.jsonb(Json.of(json, SOURCE));
    }

    /** As it was stored. */
    static EventSource events(String json) {
        Stored stored = JsonConverter.DEFAULT.toJava(Json.parse(json), Stored.class, SOURCE);
        try {
            return new EventSource(
                    EventSource.Kind.valueOf(required(stored, SOURCE).kind()),
                    stored.names(),
                    Set.copyOf(required(stored.types(), TYPES)));
        } catch (IllegalArgumentException | NullPointerException | InvalidInputException e) {
            throw new StoredValueException(
                    SOURCE, "is unknown to this version of the store; another version may have written it");
        }
    }

    private record Stored(String kind, List<String> names, List<String> types) {}
}
