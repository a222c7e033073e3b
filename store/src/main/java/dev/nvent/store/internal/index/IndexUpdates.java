package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.Operation;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.sql.Attempts;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Record;

/** Updates of existing entries of one index. Finds out why an entry was not updated: it has another version, or is missing. */
final class IndexUpdates<R extends Record> {

    private final Database database;
    private final TableIndex<R> index;
    private final VersionLimit<R> versions;
    private final EntryStatements<R> statements;
    private final UpdateStatements<R> changes;

    IndexUpdates(Database database, TableIndex<R> index, VersionLimit<R> versions) {
        this.database = database;
        this.index = index;
        this.versions = versions;
        this.statements = index.statements().entries();
        this.changes = index.statements().updates();
    }

    UpdateResult update(Operation call, String id, Patch<R> patch, Optional<Integer> expectedVersion) {
        validate(call, () -> index.checkedId(id));
        FieldWrites<R> writes = validate(call, () -> index.checkedPatch(patch));
        var change = new EntryChange<>(index.entry(id), writes.writes(), expectedVersion);
        return database.asOne(call, () -> update(call, change));
    }

    private UpdateResult update(Operation call, EntryChange<R> change) {
        Optional<UpdatedEntry> updated = versions.write(call, change.key(), changes.update(change));
        if (updated.isPresent()) {
            return new UpdateResult.Updated(updated.get().version());
        }
        return change.expectedVersion()
                .map(expected -> notUpdated(call, change.key(), expected))
                .orElseGet(UpdateResult.Missing::new);
    }

    /** Reads the entry, and updates it if it still has the version that was read; repeats both after a conflict. */
    UpdateResult withRetry(Operation call, String id, Function<IndexEntry<R>, Patch<R>> change) {
        validate(call, () -> required(change, "change"));
        return database.asOne(call, () -> {
            Attempts attempts = database.attempts();
            while (true) {
                UpdateResult result = readAndUpdate(call, id, change);
                if (!(result instanceof UpdateResult.Conflict)) {
                    return result;
                }
                attempts.pauseAfterConflict(call);
            }
        });
    }

    private UpdateResult readAndUpdate(Operation call, String id, Function<IndexEntry<R>, Patch<R>> change) {
        Optional<IndexEntry<R>> entry =
                database.read(call, statements.get(index.entry(id))).map(row -> new DefaultIndexEntry<>(index, row));
        if (entry.isEmpty()) {
            return new UpdateResult.Missing();
        }
        Patch<R> patch = validate(call, () -> change.apply(entry.get()));
        return update(call, id, patch, Optional.of(entry.get().version()));
    }

    /**
     * Sends a change of an entry with an expected version.
     *
     * @param change answers the new version, or nothing where the entry does not have the expected one
     */
    UpdateResult change(Operation call, EntryKey key, int expectedVersion, Statement<?, Optional<Integer>> change) {
        return database.asOne(
                call,
                () -> versions.write(call, key, change)
                        .<UpdateResult>map(UpdateResult.Updated::new)
                        .orElseGet(() -> notUpdated(call, key, expectedVersion)));
    }

    private UpdateResult notUpdated(Operation call, EntryKey key, int expectedVersion) {
        return database.read(call, statements.version(key))
                .<UpdateResult>map(actual -> new UpdateResult.Conflict(expectedVersion, actual))
                .orElseGet(UpdateResult.Missing::new);
    }
}
