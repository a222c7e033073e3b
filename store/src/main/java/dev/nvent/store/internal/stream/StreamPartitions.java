package dev.nvent.store.internal.stream;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Creates the partition of a subject type before its first append, and caches the committed ones, so that an append is one
 * statement. One for each store, shared by its transactions. Thread-safe.
 */
public final class StreamPartitions {

    private final String tablePrefix;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    /** @param tablePrefix the beginning of the names of tables */
    public StreamPartitions(String tablePrefix) {
        this.tablePrefix = tablePrefix;
    }

    /** Runs an insert into a stream, first creating the partition of its subject type if it does not exist. */
    public <T> T appending(Database database, Operation call, StreamSubject<?> stream, Supplier<T> insert) {
        if (stream instanceof GenericStream generic) {
            return appending(database, call, generic.type(), insert);
        }
        T inserted = insert.get();
        database.appended();
        return inserted;
    }

    /** Runs an insert into the partition of a subject type, first creating the partition if it does not exist. */
    public <T> T appending(Database database, Operation call, String type, Supplier<T> insert) {
        T inserted = database.asOne(call, () -> ensureAndInsert(database, call, type, insert));
        database.appended();
        return inserted;
    }

    private <T> T ensureAndInsert(Database database, Operation call, String type, Supplier<T> insert) {
        ensure(database, call, type);
        try {
            return insert.get();
        } catch (DatabaseException e) {
            if (!SqlStates.isPartitionMissing(e)) {
                throw e;
            }
            // The partition was dropped or detached since. A transaction is aborted; its repetition creates the
            // partition.
            settled.remove(type);
            if (!database.autoCommits(call)) {
                throw e;
            }
            ensure(database, call, type);
            return insert.get();
        }
    }

    boolean drop(Database database, Operation call, String type) {
        settled.remove(type);
        return database.write(call, StreamTypeStatements.drop(tablePrefix, type));
    }

    /** Creates the partition of a type on the server, unless it exists, on a database other than that of a transaction. */
    void ensure(Database transaction, Database forCreation, Operation call, String type) {
        if (!transaction.read(call, StreamTypeStatements.exists(type))) {
            make(forCreation, call, type);
        }
    }

    /** The beginning of the names of tables. */
    String tablePrefix() {
        return tablePrefix;
    }

    /** Creates the partition of a type unless it exists. */
    void ensure(Database database, Operation call, String type) {
        if (!settled.contains(type)) {
            make(database, call, type);
        }
    }

    private void make(Database database, Operation call, String type) {
        if (database.write(call, StreamTypeStatements.ensure(tablePrefix, type)) || database.autoCommits(call)) {
            settled.add(type);
        }
    }
}
