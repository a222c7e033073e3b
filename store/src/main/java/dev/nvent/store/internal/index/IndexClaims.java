package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.Operation;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.index.ClaimStatements.ClaimedRow;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jooq.Record;

/** Claims of the due entries of one index, their extension, and what ends them; all of these expect the claim's version. */
final class IndexClaims<R extends Record> {

    private final Database database;
    private final TableIndex<R> index;
    private final VersionLimit<R> versions;
    private final IndexUpdates<R> updates;
    private final ClaimStatements<R> statements;

    IndexClaims(Database database, TableIndex<R> index, VersionLimit<R> versions, IndexUpdates<R> updates) {
        this.database = database;
        this.index = index;
        this.versions = versions;
        this.updates = updates;
        this.statements = index.statements().claims();
    }

    List<Claim<R>> claim(Operation call, IndexQuery<? super R> due, Duration lease) {
        Statement<?, List<ClaimedRow<R>>> claim = validate(
                call,
                () -> statements.claim(
                        index.keyOrEmpty(), IndexInput.claimQuery(due), Arguments.lease(lease, "lease")));
        return versions.claim(call, claim).stream()
                .sorted(Comparator.comparingLong(ClaimedRow::dueAt))
                .map(this::claimed)
                .toList();
    }

    private Claim<R> claimed(ClaimedRow<R> claimed) {
        long leaseEnd = claimed.row().required(index.table().due().column());
        return new Claim<>(
                new DefaultIndexEntry<>(index, claimed.row()),
                Instant.ofEpochMilli(claimed.dueAt()),
                Instant.ofEpochMilli(leaseEnd));
    }

    UpdateResult extend(Operation call, String id, int expectedVersion, Duration lease) {
        Duration checkedLease = validate(call, () -> Arguments.lease(lease, "lease"));
        EntryKey key = index.entry(id);
        return updates.change(call, key, expectedVersion, statements.extend(key, expectedVersion, checkedLease));
    }

    UpdateResult release(Operation call, String id, int expectedVersion) {
        EntryKey key = index.entry(id);
        return updates.change(call, key, expectedVersion, statements.release(key, expectedVersion));
    }

    UpdateResult reschedule(Operation call, String id, int expectedVersion, DueTime dueTime, Patch<R> patch) {
        FieldWrites<R> writes = validate(call, () -> index.checkedPatch(patch).with(index.due(dueTime)));
        return updates.update(call, id, writes, Optional.of(expectedVersion));
    }

    boolean delete(Operation call, String id, int expectedVersion) {
        return database.write(call, statements.delete(index.entry(id), expectedVersion));
    }

    Set<String> deleteAll(Operation call, Map<String, Integer> expectedVersions) {
        SortedMap<String, Integer> checked = validate(call, () -> IndexInput.versions(expectedVersions));
        return checked.isEmpty()
                ? Set.of()
                : Set.copyOf(database.write(call, statements.deleteAll(index.keyOrEmpty(), checked)));
    }
}
