package dev.nvent.store.internal.index;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.VersionLimitException;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.internal.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jooq.Record;

/** Distinguishes a version that cannot rise from a value that does not fit: the database reports both with one error. */
record VersionLimit<R extends Record>(Database database, TableIndex<R> index) {

    private static final IndexQuery<Record> AT_LIMIT = IndexQuery.all()
            .withFilter(Map.of(IndexTable.VERSION, Integer.MAX_VALUE))
            .withLimit(1);

    /**
     * Changes one entry.
     *
     * @throws VersionLimitException if its version cannot rise; within a transaction, which is aborted then, the error of
     *     the database
     */
    <T> T write(Operation call, EntryKey key, Statement<?, T> change) {
        try {
            return database.write(call, change);
        } catch (DatabaseException e) {
            if (SqlStates.isOutOfRange(e) && database.autoCommits(call) && isReached(call, key)) {
                throw new VersionLimitException(call);
            }
            throw e;
        }
    }

    /**
     * Claims entries.
     *
     * @throws VersionLimitException if the version of one cannot rise; it names that entry
     */
    <T> T claim(Operation call, Statement<?, T> claim) {
        try {
            return database.write(call, claim);
        } catch (DatabaseException e) {
            if (SqlStates.isOutOfRange(e) && database.autoCommits(call)) {
                Statement<?, List<EntryRow<R>>> atLimit =
                        index.statements().queries().read(index.keyOrEmpty(), AT_LIMIT, 1);
                database.read(call, atLimit).stream()
                        .findFirst()
                        .map(row -> row.required(index.table().id()))
                        .ifPresent(id -> {
                            throw new VersionLimitException(
                                    Operation.of(call.name(), call.subject().orElse(null), id));
                        });
            }
            throw e;
        }
    }

    private boolean isReached(Operation call, EntryKey key) {
        return database.read(call, index.statements().entries().version(key))
                .filter(version -> version == Integer.MAX_VALUE)
                .isPresent();
    }
}
