package dev.nvent.store.internal.subject;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.IndexSubject.GenericIndex;
import dev.nvent.store.subject.IndexSubject.OwnIndex;
import dev.nvent.store.subject.IndexSubject.SchedulerJobs;
import dev.nvent.store.subject.IndexSubject.Triggers;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subjects as text, {@code nvent:flow:run:{runId}}: the only place that knows how they are spelled. Anchored; the last
 * part may contain colons. A subject in another namespace, or spelled otherwise, is a generic stream or index.
 */
public final class SubjectParser {

    private static final String FLOW_RUN = "flow:run:";
    private static final String TRIGGER_EVENT = "trigger:event:";
    private static final String FLOW_RUNS = "flow:runs:";
    private static final String FLOWS = "flows";
    private static final String TRIGGERS = "triggers";
    private static final String SCHEDULER_JOBS = "scheduler:jobs";

    private final String namespace;
    private final List<SubjectPattern<?>> own;

    /**
     * The subjects of a namespace.
     *
     * @param prefix the namespace without its colon, {@code nvent}
     * @param own those of indexes in tables of a user's
     * @throws InvalidInputException if one of these is in the namespace
     */
    public SubjectParser(String prefix, List<SubjectPattern<?>> own) {
        this.namespace = prefix + ":";
        this.own = own;
        own.forEach(this::checkNamespace);
    }

    private void checkNamespace(SubjectPattern<?> pattern) {
        if (pattern.beginning().startsWith(namespace)) {
            throw new InvalidInputException(
                    "indexes",
                    "subjects that do not begin with " + namespace + " which is the store's",
                    pattern.toString());
        }
    }

    /**
     * The stream that a subject names.
     *
     * @throws InvalidInputException if it is empty, too long, or the subject of an index
     */
    public StreamSubject<?> stream(String subject) {
        Optional<String> rest = withoutNamespace(subject);
        if (rest.flatMap(SubjectParser::builtInIndex).isPresent()) {
            throw wrongKind(subject, "a stream", "an index");
        }
        return rest.flatMap(SubjectParser::builtInStream).orElseGet(() -> new GenericStream(subject));
    }

    /**
     * The index that a subject names.
     *
     * @throws InvalidInputException if it is empty, too long, or the subject of a stream
     */
    public IndexSubject<?> index(String subject) {
        Optional<String> rest = withoutNamespace(subject);
        if (rest.flatMap(SubjectParser::builtInStream).isPresent()) {
            throw wrongKind(subject, "an index", "a stream");
        }
        return rest.flatMap(SubjectParser::builtInIndex).orElseGet(() -> ownOrGeneric(subject));
    }

    private IndexSubject<?> ownOrGeneric(String subject) {
        return own(subject)
                .<IndexSubject<?>>map(pattern -> new OwnIndex<>(pattern.table(), subject))
                .orElseGet(() -> new GenericIndex(subject));
    }

    private Optional<SubjectPattern<?>> own(String subject) {
        return own.stream().filter(pattern -> pattern.matches(subject)).findFirst();
    }

    /**
     * How the subject of a stream is spelled.
     *
     * @throws InvalidInputException if it is null, too long as a whole, or generic although its text names another kind
     */
    public String text(@Nullable StreamSubject<?> subject) {
        String text = switch (subject) {
            case null -> throw noSubject();
            case FlowRunEvents events -> namespace + FLOW_RUN + events.runId();
            case TriggerEvents events -> namespace + TRIGGER_EVENT + events.triggerName();
            case GenericStream stream -> generic(stream.subject());
        };
        return SubjectText.check(text, "subject");
    }

    /** As {@link #text(StreamSubject)}, of an index. */
    public String text(@Nullable IndexSubject<?> subject) {
        String text = switch (subject) {
            case null -> throw noSubject();
            case FlowRuns runs -> namespace + FLOW_RUNS + runs.flowName();
            case Flows flows -> namespace + FLOWS;
            case Triggers triggers -> namespace + TRIGGERS;
            case SchedulerJobs jobs -> namespace + SCHEDULER_JOBS;
            case GenericIndex index -> genericIndex(index.subject());
            case OwnIndex<?> index -> index.subject();
        };
        return SubjectText.check(text, "subject");
    }

    private static InvalidInputException noSubject() {
        return new InvalidInputException("subject", "a subject", "null");
    }

    private Optional<String> withoutNamespace(String subject) {
        SubjectText.check(subject, "subject");
        return subject.startsWith(namespace) ? Optional.of(subject.substring(namespace.length())) : Optional.empty();
    }

    private static Optional<StreamSubject<?>> builtInStream(String rest) {
        if (rest.startsWith(FLOW_RUN)) {
            return Optional.of(new FlowRunEvents(rest.substring(FLOW_RUN.length())));
        }
        if (rest.startsWith(TRIGGER_EVENT)) {
            return Optional.of(new TriggerEvents(rest.substring(TRIGGER_EVENT.length())));
        }
        return Optional.empty();
    }

    private static Optional<IndexSubject<?>> builtInIndex(String rest) {
        return switch (rest) {
            case FLOWS -> Optional.of(new Flows());
            case TRIGGERS -> Optional.of(new Triggers());
            case SCHEDULER_JOBS -> Optional.of(new SchedulerJobs());
            default ->
                rest.startsWith(FLOW_RUNS)
                        ? Optional.of(new FlowRuns(rest.substring(FLOW_RUNS.length())))
                        : Optional.empty();
        };
    }

    private String generic(String subject) {
        Optional<String> rest = withoutNamespace(subject);
        if (rest.flatMap(SubjectParser::builtInStream).isPresent()
                || rest.flatMap(SubjectParser::builtInIndex).isPresent()) {
            throw wrongKind(subject, "a generic subject", "one of the store's own kinds");
        }
        return subject;
    }

    private String genericIndex(String subject) {
        if (own(subject).isPresent()) {
            throw wrongKind(subject, "a generic index", "one of StoreOptions.withIndexes");
        }
        return generic(subject);
    }

    private static InvalidInputException wrongKind(String subject, String expected, String actual) {
        String where = "subject '" + subject + "'";
        return InvalidInputException.of(where, expected, actual, where + " names " + actual + ", not " + expected);
    }
}
