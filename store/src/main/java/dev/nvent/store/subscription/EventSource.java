package dev.nvent.store.subscription;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which events a subscription follows. Immutable.
 *
 * @param kind the kind of source
 * @param names the subject; the subject type; for runs, the names of their flows, empty for all flows; empty for triggers
 * @param types any of these event types; empty for every type
 */
public record EventSource(Kind kind, List<String> names, Set<String> types) {

    /** The kinds of sources. */
    public enum Kind {
        /** One stream. */
        SUBJECT,
        /** All generic streams of one subject type. */
        SUBJECT_TYPE,
        /** The streams of all flow runs, or of those of some flows. */
        RUNS,
        /** The streams of all triggers. */
        TRIGGERS
    }

    /** Checks the names and the types. */
    public EventSource {
        if (kind == null) {
            throw new InvalidInputException("kind", "a kind of source", "null");
        }
        names = checked(names, "names");
        types = Set.copyOf(checked(types, "types"));
        boolean isComplete = switch (kind) {
            case SUBJECT, SUBJECT_TYPE -> names.size() == 1;
            case RUNS -> true;
            case TRIGGERS -> names.isEmpty();
        };
        if (!isComplete) {
            throw new InvalidInputException(
                    "names", kind == Kind.TRIGGERS ? "no names" : "one name", names.size() + " names");
        }
    }

    /** The events of one stream. */
    public static EventSource subject(String subject) {
        return new EventSource(Kind.SUBJECT, single(subject, "subject"), Set.of());
    }

    /**
     * The events of all generic streams of one subject type.
     *
     * @param subjectType the first two segments of their subjects, {@code shop:order}
     */
    public static EventSource subjectType(String subjectType) {
        return new EventSource(Kind.SUBJECT_TYPE, single(subjectType, "subjectType"), Set.of());
    }

    /** The events of all flow runs. */
    public static EventSource runs() {
        return new EventSource(Kind.RUNS, List.of(), Set.of());
    }

    /** The events of the runs of some flows. */
    public static EventSource runsOf(String flow, String... more) {
        var flows = new java.util.ArrayList<>(single(flow, "flow"));
        flows.addAll(Arrays.asList(required(more, "flows")));
        return new EventSource(Kind.RUNS, flows, Set.of());
    }

    /** The events of all triggers. */
    public static EventSource triggers() {
        return new EventSource(Kind.TRIGGERS, List.of(), Set.of());
    }

    /** The same source, restricted to events of any of these types. */
    public EventSource withTypes(String... types) {
        return new EventSource(kind, names, new LinkedHashSet<>(Arrays.asList(required(types, "types"))));
    }

    private static List<String> single(String name, String where) {
        return List.of(StoredText.checkKey(name, where));
    }

    private static List<String> checked(Collection<String> texts, String where) {
        List<String> copy = elements(texts, String.class, where);
        copy.forEach(text -> StoredText.checkKey(text, where));
        return copy;
    }

    @Override
    public String toString() {
        String source = switch (kind) {
            case SUBJECT -> names.getFirst();
            case SUBJECT_TYPE -> names.getFirst() + ":*";
            case RUNS -> names.isEmpty() ? "all runs" : "runs of " + String.join(", ", names);
            case TRIGGERS -> "all triggers";
        };
        return types.isEmpty()
                ? source
                : source + " (" + String.join(", ", types.stream().sorted().toList()) + ")";
    }
}
