package dev.nvent.store.internal.stream;

import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.subject.StreamSubject;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The streams of a store: the statements of their tables, and the partitions of generic streams. Thread-safe. */
public final class Streams {

    private final Catalog catalog;
    private final Map<StreamTable<?>, EventStatements<?>> statements;
    private final StreamPartitions partitions;

    /** The streams in the tables of a catalog. */
    public Streams(Catalog catalog, StreamPartitions partitions) {
        this.catalog = catalog;
        this.statements = catalog.streamTables().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), EventStatements::new));
        this.partitions = partitions;
    }

    /** The partitions of generic streams. */
    public StreamPartitions partitions() {
        return partitions;
    }

    EventStatements<?> statements(StreamSubject<?> stream) {
        return statements.get(catalog.table(stream));
    }
}
