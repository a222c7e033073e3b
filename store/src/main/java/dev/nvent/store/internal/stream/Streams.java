package dev.nvent.store.internal.stream;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.subject.StreamSubject;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The streams of a store: the statements of their tables, the partitions of generic streams, and a cache of streams that
 * are not versioned. Thread-safe.
 */
public final class Streams {

    /** Upper bound of the cache of unversioned streams. */
    private static final int MAX_UNVERSIONED = 10_000;

    private final Catalog catalog;
    private final Map<StreamTable<?>, EventStatements<?>> statements = new IdentityHashMap<>();
    private final StreamPartitions partitions;
    private final Set<StreamSubject<?>> unversioned = ConcurrentHashMap.newKeySet();

    /** The streams in the tables of a catalog. */
    public Streams(Catalog catalog, StreamPartitions partitions) {
        this.catalog = catalog;
        catalog.streamTables().forEach(table -> statements.put(table, new EventStatements<>(table)));
        this.partitions = partitions;
    }

    /** The partitions of generic streams. */
    public StreamPartitions partitions() {
        return partitions;
    }

    /**
     * Runs an insert into a stream, first creating the partition of its subject type if it does not exist.
     *
     * @throws StreamVersioningException if the insert has no expected version although the stream is versioned
     */
    public <T> T appending(Database database, Operation call, StreamSubject<?> stream, Supplier<T> insert) {
        try {
            return partitions.appending(database, call, stream, insert);
        } catch (DatabaseException e) {
            throw SqlStates.isVersionedStream(e) ? new StreamVersioningException(call, true) : e;
        }
    }

    /**
     * Whether the stream has events without a version. Then it cannot become versioned, and appends need not check that, until
     * it is deleted.
     */
    boolean isUnversioned(StreamSubject<?> stream) {
        return unversioned.contains(stream);
    }

    /** Remembers that committed events of streams have no version. */
    void addUnversioned(Set<StreamSubject<?>> appended) {
        if (unversioned.size() >= MAX_UNVERSIONED) {
            unversioned.clear();
        }
        unversioned.addAll(appended);
    }

    void removeUnversioned(StreamSubject<?> stream) {
        unversioned.remove(stream);
    }

    EventStatements<?> statements(StreamSubject<?> stream) {
        return Objects.requireNonNull(statements.get(catalog.table(stream)));
    }
}
