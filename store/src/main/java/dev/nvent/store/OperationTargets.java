package dev.nvent.store;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.jooq.Tables;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.util.function.Function;
import org.jooq.Table;

/** Names the table or the subject type of an operation for listeners. Keys and ids do not contribute to the name. */
final class OperationTargets implements Function<Operation, String> {

    private static final String NONE = "none";

    private final SubjectParser subjects;

    OperationTargets(Namespace namespace) {
        this.subjects = new SubjectParser(namespace.prefix());
    }

    @Override
    public String apply(Operation call) {
        String name = call.name();
        if (name.startsWith("kv.")) {
            return Tables.KV.getName();
        }
        return call.subject().map(subject -> target(name, subject)).orElse(NONE);
    }

    private String target(String name, String subject) {
        if (name.startsWith("stream.")) {
            return stream(subjects.stream(subject));
        }
        if (name.startsWith("index.")) {
            return table(subjects.index(subject)).getName();
        }
        return NONE;
    }

    private static String stream(StreamSubject<?> subject) {
        return switch (subject) {
            case StreamSubject.FlowRunEvents runs -> Tables.FLOW_EVENTS.getName();
            case StreamSubject.TriggerEvents triggers -> Tables.TRIGGER_EVENTS.getName();
            case GenericStream generic -> generic.type();
        };
    }

    private static Table<?> table(IndexSubject<?> subject) {
        return switch (subject) {
            case IndexSubject.FlowRuns runs -> Tables.FLOW_RUNS;
            case IndexSubject.Flows flows -> Tables.FLOWS;
            case IndexSubject.Triggers triggers -> Tables.TRIGGERS;
            case IndexSubject.SchedulerJobs jobs -> Tables.SCHEDULER_JOBS;
            case IndexSubject.GenericIndex generic -> Tables.INDEX_ENTRIES;
        };
    }
}
