package dev.nvent.store.stream;

import dev.nvent.store.error.Call;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.sql.Database;
import dev.nvent.store.sql.SqlStates;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * Makes the partition of a subject type before its first append, and remembers those that are there to stay, so that an
 * append is one statement. One for each store, shared by its transactions. Thread-safe.
 */
public final class StreamPartitions {

    private final String tablePrefix;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    /** @param tablePrefix what the names of tables begin with */
    public StreamPartitions(String tablePrefix) {
        this.tablePrefix = tablePrefix;
    }

    /** Runs an insert into the partition of a type, if it is one, which is made before if need be. */
    public <T> T appending(Database database, Call call, Optional<String> type, Supplier<T> insert) {
        return type.map(each -> appending(database, call, each, insert)).orElseGet(insert);
    }

    /** Runs an insert into the partition of a type, which is made before if need be. */
    public <T> T appending(Database database, Call call, String type, Supplier<T> insert) {
        ensure(database, call, type);
        try {
            return insert.get();
        } catch (DatabaseException e) {
            if (!SqlStates.isPartitionMissing(e) || !database.autoCommits()) {
                throw e;
            }
            // Somebody dropped it since.
            settled.remove(type);
            ensure(database, call, type);
            return insert.get();
        }
    }

    boolean drop(Database database, Call call, String type) {
        settled.remove(type);
        return database.run(
                call,
                dsl -> dsl.select(Routines.nventDropStreamPartition(tablePrefix, type))
                        .fetchSingle()
                        .value1());
    }

    private void ensure(Database database, Call call, String type) {
        if (!settled.contains(type)) {
            make(database, call, type);
        }
    }

    /** Makes the partition of a type if there is none, and asks the server for that. */
    void make(Database database, Call call, String type) {
        if (database.run(call, dsl -> ensure(dsl, type)) || database.autoCommits()) {
            settled.add(type);
        }
    }

    /** Whether it was there before this transaction, if there is one, so that a rollback cannot undo it. */
    private boolean ensure(DSLContext dsl, String type) {
        return dsl.select(Routines.nventEnsureStreamPartition(tablePrefix, type))
                .fetchSingle()
                .value1();
    }
}
