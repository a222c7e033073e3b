package dev.nvent.store.internal.stream;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event and its stream, which have been checked against each other. */
record AddressedEvent(StreamSubject<?> subject, NewEvent event) {

    private static final String JSON_NULL = "null";

    /**
     * Refuses an event that is null, contradicts the subject, or lacks a value that its table requires.
     *
     * @param where the argument, for errors
     */
    static AddressedEvent checked(StreamSubject<?> subject, NewEvent event, String where) {
        if (event == null) {
            throw new InvalidInputException(where, "an event", "null");
        }
        if (subject instanceof FlowRunEvents) {
            if (event.runId() != null && !event.runId().equals(subject.key())) {
                throw new InvalidInputException(where + ".runId", "the run of the subject, or none", "another");
            }
            StoredText.checkKey(event.flowName(), where + ".flowName");
        }
        if (event.flowName() != null) {
            StoredText.checkIndexable(event.flowName() + event.type(), where + ".flowName with its type");
        }
        if (event.runId() != null) {
            StoredText.checkIndexable(event.runId(), where + ".runId");
        }
        if (event.key() != null) {
            checkUnique(subject, event.key(), where + ".key with the subject");
        }
        return new AddressedEvent(subject, event);
    }

    /** Refuses a value that is too long for an index on the stream and the value. */
    static void checkUnique(StreamSubject<?> subject, String value, String where) {
        String type = subject instanceof GenericStream generic ? generic.type() : "";
        StoredText.checkIndexable(type + subject.key() + value, where);
    }

    /** The payload of a row, in which SQL NULL stands for JSON null. */
    static String payload(@Nullable String column) {
        return column == null ? JSON_NULL : column;
    }

    /** The value of the payload's column. */
    @Nullable
    String payload() {
        return event.json().equals(JSON_NULL) ? null : event.json();
    }

    /** The type of a generic stream, which has a partition; null for the other streams. */
    @Nullable
    String subjectType() {
        return subject instanceof GenericStream generic ? generic.type() : null;
    }

    String key() {
        return subject.key();
    }

    @Nullable
    String runId() {
        return subject instanceof FlowRunEvents ? subject.key() : event.runId();
    }

    @Nullable
    String idempotencyKey() {
        return event.key();
    }

    /** The event with the values that the database assigned. */
    Event appended(AppendedRow row, @Nullable Long version) {
        return new Event(
                row.id(),
                Instant.ofEpochMilli(row.ts()),
                event.type(),
                runId(),
                event.flowName(),
                event.stepName(),
                event.stepId(),
                event.attempt(),
                event.json(),
                event.key(),
                version,
                false);
    }
}
