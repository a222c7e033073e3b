package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexPage;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Validates the arguments, and sends statements on one index. */
public final class DefaultSortedIndex<R extends Record> implements SortedIndex<R> {

    private final Database database;
    private final String subject;
    private final TableIndex<R> index;
    private final IndexTable<R> table;
    private final EntryStatements<R> statements;
    private final EntryChanges<R> changes;
    private final EntryClaims<R> claims;
    private final IndexIncrement<R> increments;
    private final VersionLimit<R> versions;

    /** @param subject as text, for errors */
    public DefaultSortedIndex(Database database, String subject, TableIndex<R> index) {
        this.database = database;
        this.subject = subject;
        this.index = index;
        this.table = index.table();
        this.statements = index.statements().entries();
        this.changes = index.statements().changes();
        this.claims = index.statements().claims();
        this.versions = new VersionLimit<>(database, index);
        this.increments = new IndexIncrement<>(versions, index);
    }

    @Override
    public int add(String id, long score, Map<String, ?> metadata) {
        Operation call = call("index.add", id);
        return add(call, id, score, validate(call, () -> index.patch(id, metadata)));
    }

    @Override
    public int add(String id, long score, Patch<R> fields) {
        return add(call("index.add", id), id, score, fields);
    }

    @Override
    public boolean addIfAbsent(String id, long score, Map<String, ?> metadata) {
        Operation call = call("index.addIfAbsent", id);
        return addIfAbsent(call, id, score, validate(call, () -> index.patch(id, metadata)));
    }

    @Override
    public boolean addIfAbsent(String id, long score, Patch<R> fields) {
        return addIfAbsent(call("index.addIfAbsent", id), id, score, fields);
    }

    @Override
    public UpdateResult update(String id, Map<String, ?> patch) {
        Operation call = call("index.update", id);
        return update(call, id, validate(call, () -> index.patch(id, patch)), Optional.empty());
    }

    @Override
    public UpdateResult update(String id, Patch<R> patch) {
        return update(call("index.update", id), id, patch, Optional.empty());
    }

    @Override
    public UpdateResult update(String id, int expectedVersion, Map<String, ?> patch) {
        Operation call = call("index.update", id);
        return update(call, id, validate(call, () -> index.patch(id, patch)), Optional.of(expectedVersion));
    }

    @Override
    public UpdateResult update(String id, int expectedVersion, Patch<R> patch) {
        return update(call("index.update", id), id, patch, Optional.of(expectedVersion));
    }

    @Override
    public UpdateResult updateWithRetry(String id, Function<IndexEntry<R>, Patch<R>> change) {
        Operation call = call("index.updateWithRetry", id);
        checkedId(call, id);
        validate(call, () -> required(change, "change"));
        return database.asOne(call, () -> updateWithRetry(call, id, change));
    }

    private UpdateResult updateWithRetry(Operation call, String id, Function<IndexEntry<R>, Patch<R>> change) {
        long began = System.nanoTime();
        for (int attempts = 1; ; attempts++) {
            Optional<IndexEntry<R>> entry =
                    database.read(call, statements.get(index.entry(id))).map(this::entry);
            if (entry.isEmpty()) {
                return new UpdateResult.Missing();
            }
            Patch<R> patch = validate(call, () -> change.apply(entry.get()));
            UpdateResult result =
                    update(call, id, patch, Optional.of(entry.get().version()));
            if (!(result instanceof UpdateResult.Conflict)) {
                return result;
            }
            if (!database.pauseBeforeRetry(attempts, began)) {
                throw new ContentionException(call, attempts);
            }
        }
    }

    @Override
    public BigDecimal increment(String id, String field, long delta) {
        return increment(id, field, BigDecimal.valueOf(delta));
    }

    @Override
    public BigDecimal increment(String id, String field, BigDecimal delta) {
        Operation call = call("index.increment", id);
        return increments.field(call, checkedId(call, id), field, delta);
    }

    @Override
    public int increment(String id, CounterField<R> counter, int delta) {
        Operation call = call("index.increment", id);
        return increments.counter(call, checkedId(call, id), counter, delta);
    }

    @Override
    public Optional<IndexEntry<R>> get(String id) {
        Operation call = call("index.get", id);
        String checkedId = checkedId(call, id);
        return database.read(call, statements.get(index.entry(checkedId))).map(this::entry);
    }

    @Override
    public Map<String, IndexEntry<R>> getAll(Collection<String> ids) {
        Operation call = call("index.getAll", null);
        List<String> checkedIds = validate(call, () -> IndexInput.ids(ids));
        var found = new LinkedHashMap<String, IndexEntry<R>>();
        for (EntryRow<R> row : database.read(call, statements.getAll(index.entries(checkedIds)))) {
            found.put(row.required(table.id()), entry(row));
        }
        var inOrder = new LinkedHashMap<String, IndexEntry<R>>();
        checkedIds.stream().filter(found::containsKey).forEach(id -> inOrder.put(id, found.get(id)));
        return inOrder;
    }

    @Override
    public IndexPage<R> read() {
        return read(IndexQuery.all());
    }

    @Override
    public IndexPage<R> read(IndexQuery<? super R> query) {
        Operation call = call("index.read", null);
        IndexQuery<? super R> checked = validate(call, () -> required(query, "query"));
        int limit = checked.limit();
        Statement<?, List<EntryRow<R>>> read =
                validate(call, () -> index.statements().reads().read(index.keyOrEmpty(), checked, limit + 1L));
        List<IndexEntry<R>> entries =
                database.read(call, read).stream().map(this::entry).toList();
        return entries.size() > limit
                ? new IndexPage<>(entries.subList(0, limit), true)
                : new IndexPage<>(entries, false);
    }

    @Override
    public long count(IndexQuery<? super R> query) {
        Operation call = call("index.count", null);
        IndexQuery<? super R> checked = validate(call, () -> required(query, "query"));
        return database.read(
                call, validate(call, () -> index.statements().reads().count(index.keyOrEmpty(), checked)));
    }

    @Override
    public boolean delete(String id) {
        Operation call = call("index.delete", id);
        String checkedId = checkedId(call, id);
        return database.write(call, statements.delete(index.entry(checkedId)));
    }

    @Override
    public int deleteAll(Collection<String> ids) {
        Operation call = call("index.deleteAll", null);
        List<String> checkedIds = validate(call, () -> IndexInput.ids(ids));
        return database.write(call, statements.deleteAll(index.entries(checkedIds)));
    }

    @Override
    public boolean delete(String id, int expectedVersion) {
        Operation call = call("index.delete", id);
        checkedId(call, id);
        return database.write(call, claims.delete(index.entry(id), expectedVersion));
    }

    @Override
    public Set<String> deleteAll(Map<String, Integer> expectedVersions) {
        Operation call = call("index.deleteAll", null);
        SortedMap<String, Integer> checked = validate(call, () -> IndexInput.versions(expectedVersions));
        return checked.isEmpty()
                ? Set.of()
                : Set.copyOf(database.write(call, claims.deleteAll(index.keyOrEmpty(), checked)));
    }

    @Override
    public List<Claim<R>> claim(int limit, Duration lease) {
        return claim(validate(call("index.claim", null), () -> IndexQuery.all().withLimit(limit)), lease);
    }

    @Override
    public List<Claim<R>> claim(IndexQuery<? super R> due, Duration lease) {
        Operation call = call("index.claim", null);
        Statement<?, List<EntryClaims.ClaimedRow<R>>> claim = validate(
                call,
                () -> claims.claim(index.keyOrEmpty(), IndexInput.claimQuery(due), Arguments.lease(lease, "lease")));
        return versions.claim(call, claim).stream()
                .sorted(Comparator.comparingLong(EntryClaims.ClaimedRow::dueAt))
                .map(claimed -> new Claim<>(
                        entry(claimed.row()),
                        Instant.ofEpochMilli(claimed.dueAt()),
                        Instant.ofEpochMilli(claimed.row().required(table.due().column()))))
                .toList();
    }

    @Override
    public UpdateResult extend(String id, int expectedVersion, Duration lease) {
        Operation call = call("index.extend", id);
        checkedId(call, id);
        Duration checkedLease = validate(call, () -> Arguments.lease(lease, "lease"));
        EntryKey key = index.entry(id);
        return result(call, key, expectedVersion, claims.extend(key, expectedVersion, checkedLease));
    }

    @Override
    public UpdateResult release(String id, int expectedVersion) {
        Operation call = call("index.release", id);
        checkedId(call, id);
        EntryKey key = index.entry(id);
        return result(call, key, expectedVersion, claims.release(key, expectedVersion));
    }

    @Override
    public UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime) {
        return reschedule(call("index.reschedule", id), id, expectedVersion, dueTime, FieldWrites.none());
    }

    @Override
    public UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime, Map<String, ?> patch) {
        Operation call = call("index.reschedule", id);
        return reschedule(call, id, expectedVersion, dueTime, validate(call, () -> index.patch(id, patch)));
    }

    @Override
    public UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime, Patch<R> patch) {
        return reschedule(call("index.reschedule", id), id, expectedVersion, dueTime, patch);
    }

    private UpdateResult reschedule(Operation call, String id, int expectedVersion, DueTime dueTime, Patch<R> patch) {
        FieldWrites<R> writes = validate(call, () -> index.checkedPatch(patch).with(index.due(dueTime)));
        return update(call, id, writes, Optional.of(expectedVersion));
    }

    private int add(Operation call, String id, long score, Patch<R> fields) {
        checkedId(call, id);
        FieldWrites<R> writes = validate(call, () -> index.checkedPatch(fields));
        EntryKey key = index.entry(id);
        return versions.write(call, key, statements.add(new NewEntry<>(key, score, writes.writes())));
    }

    private boolean addIfAbsent(Operation call, String id, long score, Patch<R> fields) {
        checkedId(call, id);
        FieldWrites<R> writes = validate(call, () -> index.checkedPatch(fields));
        return database.write(call, statements.addIfAbsent(new NewEntry<>(index.entry(id), score, writes.writes())));
    }

    private UpdateResult update(Operation call, String id, Patch<R> patch, Optional<Integer> expectedVersion) {
        checkedId(call, id);
        FieldWrites<R> writes = validate(call, () -> index.checkedPatch(patch));
        var change = new EntryChange<>(index.entry(id), writes.writes(), expectedVersion);
        return database.asOne(call, () -> update(call, change));
    }

    private UpdateResult update(Operation call, EntryChange<R> change) {
        Optional<EntryState> updated = versions.write(call, change.key(), changes.update(change));
        if (updated.isPresent()) {
            return new UpdateResult.Updated(updated.get().version());
        }
        return change.expectedVersion()
                .map(expected -> notUpdated(call, change.key(), expected))
                .orElseGet(UpdateResult.Missing::new);
    }

    private UpdateResult result(
            Operation call, EntryKey key, int expectedVersion, Statement<?, Optional<Integer>> change) {
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

    private IndexEntry<R> entry(EntryRow<R> row) {
        return new DefaultIndexEntry<>(index, row);
    }

    private String checkedId(Operation call, String id) {
        return validate(call, () -> index.checkedId(id));
    }

    private Operation call(String operation, @Nullable String id) {
        return Operation.of(operation, subject, id);
    }
}
