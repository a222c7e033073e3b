package dev.nvent.store.subject;

import dev.nvent.store.internal.subject.SubjectText;
import dev.nvent.store.jooq.tables.records.FlowEventsRecord;
import dev.nvent.store.jooq.tables.records.StreamRecord;
import dev.nvent.store.jooq.tables.records.TriggerEventsRecord;
import org.jooq.Record;

/**
 * A stream of events.
 *
 * @param <R> the record of the table that holds it
 */
public sealed interface StreamSubject<R extends Record> {

    /** The value that identifies the stream among those in its table. */
    String key();

    /**
     * The events of one flow run, {@code nvent:flow:run:{runId}}.
     *
     * @param runId the id of the run
     */
    record FlowRunEvents(String runId) implements StreamSubject<FlowEventsRecord> {

        /** Checks that it is not empty. */
        public FlowRunEvents {
            SubjectText.check(runId, "runId");
        }

        @Override
        public String key() {
            return runId;
        }
    }

    /**
     * The events of one trigger, {@code nvent:trigger:event:{name}}.
     *
     * @param triggerName the name of the trigger
     */
    record TriggerEvents(String triggerName) implements StreamSubject<TriggerEventsRecord> {

        /** Checks that it is not empty. */
        public TriggerEvents {
            SubjectText.check(triggerName, "triggerName");
        }

        @Override
        public String key() {
            return triggerName;
        }
    }

    /**
     * Any other stream, in the partition of its subject type.
     *
     * @param subject the whole subject
     */
    record GenericStream(String subject) implements StreamSubject<StreamRecord> {

        /** Checks that it is not empty. */
        public GenericStream {
            SubjectText.check(subject, "subject");
        }

        @Override
        public String key() {
            return subject;
        }

        /** The first two segments, {@code nq:flow}. */
        public String type() {
            int first = subject.indexOf(':');
            int second = first < 0 ? -1 : subject.indexOf(':', first + 1);
            return second < 0 ? subject : subject.substring(0, second);
        }
    }
}
