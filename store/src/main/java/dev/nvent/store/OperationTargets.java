package dev.nvent.store;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.jooq.Tables;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.util.function.Function;

/** Names the table or the subject type of an operation for listeners. Keys and ids do not contribute to the name. */
record OperationTargets(Catalog catalog, SubjectParser subjects) implements Function<Operation, String> {

    private static final String NONE = "none";

    @Override
    public String apply(Operation call) {
        String name = call.name();
        if (name.startsWith("kv.")) {
            return Tables.KV.getName();
        }
        if (name.startsWith("runs.")) {
            return Tables.FLOW_RUNS.getName();
        }
        return call.subject().map(subject -> target(name, subject)).orElse(NONE);
    }

    private String target(String name, String subject) {
        if (name.startsWith("stream.")) {
            return stream(subjects.stream(subject));
        }
        if (name.startsWith("index.")) {
            return withoutPrefix(catalog.table(subjects.index(subject)).table().getName());
        }
        return NONE;
    }

    /** Tables of the user are generated with the default prefix, those of the store without. */
    private static String withoutPrefix(String generatedName) {
        String prefix = Namespace.DEFAULT.tablePrefix();
        return generatedName.startsWith(prefix) ? generatedName.substring(prefix.length()) : generatedName;
    }

    private String stream(StreamSubject<?> subject) {
        return subject instanceof GenericStream generic
                ? generic.type()
                : catalog.table(subject).table().getName();
    }
}
