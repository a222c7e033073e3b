package dev.nvent.store.internal.index;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.VersionLimitException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.internal.sql.Statement;
import org.jooq.Record;

/** Tells a version that cannot rise from a value that does not fit: both are the same error of the database. */
record VersionLimit<R extends Record>(Database database, EntryStatements<R> statements) {

    /**
     * Changes one entry.
     *
     * @throws VersionLimitException if its version cannot rise; within a transaction, which is aborted then, the error of the
     *     database
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

    private boolean isReached(Operation call, EntryKey key) {
        return database.read(call, statements.version(key))
                .filter(version -> version == Integer.MAX_VALUE)
                .isPresent();
    }
}
