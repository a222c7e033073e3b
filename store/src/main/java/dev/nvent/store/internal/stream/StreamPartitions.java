package dev.nvent.store.internal.stream;

import static dev.nvent.store.jooq.Tables.STREAM_TYPES;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Creates the partition of a subject type before its first append, and caches the committed ones, so that an append is one
 * statement. One for each store, shared by its transactions. Thread-safe.
 */
public final class StreamPartitions {

    private record Partition(String tablePrefix, String type) {}

    /** Answers whether the partition existed before this transaction, so that a rollback cannot remove it. */
    private static final Template<Partition, Boolean> ENSURE =
            partition((prefix, type) -> Routines.nventCreateStreamPartition(prefix, type));

    private static final Template<Partition, Boolean> DROP =
            partition((prefix, type) -> Routines.nventDropStreamPartition(prefix, type));

    private static final Template<String, Boolean> EXISTS = Template.of(
            bind -> DSL.selectOne()
                    .from(STREAM_TYPES)
                    .where(STREAM_TYPES.SUBJECT_TYPE.eq(bind.value(STREAM_TYPES.SUBJECT_TYPE, type -> type))),
            Answer.exists());

    private final String tablePrefix;
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    /** @param tablePrefix what the names of tables begin with */
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

    /** Runs an insert into the partition of a type, which is made before if need be. */
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

    private static Template<Partition, Boolean> partition(
            BiFunction<Field<String>, Field<String>, Field<Boolean>> routine) {
        return Template.<Partition, Boolean>of(
                        bind -> DSL.select(routine.apply(
                                bind.value(SQLDataType.CLOB, Partition::tablePrefix),
                                bind.value(SQLDataType.CLOB, Partition::type))),
                        Answer.row(row -> row.getBoolean(1)))
                .asBatch();
    }

    boolean drop(Database database, Operation call, String type) {
        settled.remove(type);
        return database.write(call, DROP.with(new Partition(tablePrefix, type)));
    }

    /** Creates the partition of a type on the server, unless it exists, on a database other than that of a transaction. */
    void ensure(Database transaction, Database forCreation, Operation call, String type) {
        if (!transaction.read(call, EXISTS.with(type))) {
            make(forCreation, call, type);
        }
    }

    /** What the names of tables begin with. */
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
        if (database.write(call, ENSURE.with(new Partition(tablePrefix, type))) || database.autoCommits(call)) {
            settled.add(type);
        }
    }
}
