package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

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
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Names the operation of each call, validates the id of the entry, and sends the statement; {@link IndexUpdates},
 * {@link IndexIncrement} and {@link IndexClaims} do what takes more than that.
 */
public final class DefaultSortedIndex<R extends Record> implements SortedIndex<R> {

    private final Database database;
    private final String subject;
    private final TableIndex<R> index;
    private final IndexTable<R> table;
    private final EntryStatements<R> statements;
    private final VersionLimit<R> versions;
    private final IndexUpdates<R> updates;
    private final IndexIncrement<R> increments;
    private final IndexClaims<R> claims;

    /** @param subject as text, for errors */
    public DefaultSortedIndex(Database database, String subject, TableIndex<R> index) {
        this.database = database;
        this.subject = subject;
        this.index = index;
        this.table = index.table();
        this.statements = index.statements().entries();
        this.versions = new VersionLimit<>(database, index);
        this.updates = new IndexUpdates<>(database, index, versions);
        this.increments = new IndexIncrement<>(versions, index);
        this.claims = new IndexClaims<>(database, index, versions, updates);
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
        return updates.update(call, id, validate(call, () -> index.patch(id, patch)), Optional.empty());
    }

    @Override
    public UpdateResult update(String id, Patch<R> patch) {
        return updates.update(call("index.update", id), id, patch, Optional.empty());
    }

    @Override
    public UpdateResult update(String id, int expectedVersion, Map<String, ?> patch) {
        Operation call = call("index.update", id);
        return updates.update(call, id, validate(call, () -> index.patch(id, patch)), Optional.of(expectedVersion));
    }

    @Override
    public UpdateResult update(String id, int expectedVersion, Patch<R> patch) {
        return updates.update(call("index.update", id), id, patch, Optional.of(expectedVersion));
    }

    @Override
    public UpdateResult updateWithRetry(String id, Function<IndexEntry<R>, Patch<R>> change) {
        Operation call = call("index.updateWithRetry", id);
        return updates.withRetry(call, checkedId(call, id), change);
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
                validate(call, () -> index.statements().queries().read(index.keyOrEmpty(), checked, limit + 1L));
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
                call, validate(call, () -> index.statements().queries().count(index.keyOrEmpty(), checked)));
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
        return claims.delete(call, checkedId(call, id), expectedVersion);
    }

    @Override
    public Set<String> deleteAll(Map<String, Integer> expectedVersions) {
        return claims.deleteAll(call("index.deleteAll", null), expectedVersions);
    }

    @Override
    public List<Claim<R>> claim(int limit, Duration lease) {
        return claim(validate(call("index.claim", null), () -> IndexQuery.all().withLimit(limit)), lease);
    }

    @Override
    public List<Claim<R>> claim(IndexQuery<? super R> due, Duration lease) {
        return claims.claim(call("index.claim", null), due, lease);
    }

    @Override
    public UpdateResult extend(String id, int expectedVersion, Duration lease) {
        Operation call = call("index.extend", id);
        return claims.extend(call, checkedId(call, id), expectedVersion, lease);
    }

    @Override
    public UpdateResult release(String id, int expectedVersion) {
        Operation call = call("index.release", id);
        return claims.release(call, checkedId(call, id), expectedVersion);
    }

    @Override
    public UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime) {
        return reschedule(id, expectedVersion, dueTime, FieldWrites.none());
    }

    @Override
    public UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime, Map<String, ?> patch) {
        Operation call = call("index.reschedule", id);
        return claims.reschedule(call, id, expectedVersion, dueTime, validate(call, () -> index.patch(id, patch)));
    }

    @Override
    public UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime, Patch<R> patch) {
        return claims.reschedule(call("index.reschedule", id), id, expectedVersion, dueTime, patch);
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
