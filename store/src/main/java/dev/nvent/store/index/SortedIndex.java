package dev.nvent.store.index;

import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Record;

/**
 * The entries of one subject, each an id, a score, metadata and a version, sorted by score descending, then by id.
 * Thread-safe as the store or the transaction is that it comes from.
 *
 * <p>Each operation is one statement unless it says otherwise. Metadata is given as a map, in which dots in top-level
 * keys separate keys, or as a {@link Patch} of typed fields. Every change raises the version of an entry by one.
 *
 * @param <R> the record of the table
 */
public final class SortedIndex<R extends Record> {

    private final Database database;
    private final String subject;
    private final IndexKey<R> key;
    private final IndexTable<R> table;
    private final IndexReads<R> reads;
    private final EntryStatements<R> statements;
    private final EntryChanges<R> changes;
    private final IndexIncrement<R> increments;

    /**
     * @param subject as text, for errors
     * @param index the parsed subject
     */
    public SortedIndex(Database database, String subject, IndexSubject<R> index) {
        this.database = database;
        this.subject = subject;
        this.key = IndexKey.of(index);
        this.table = index.table();
        this.reads = IndexReads.of(index);
        this.statements = EntryStatements.of(index);
        this.changes = EntryChanges.of(index);
        this.increments = new IndexIncrement<>(database, key, changes);
    }

    /**
     * Adds an entry, or replaces one: every field that {@code metadata} leaves out goes back to its default.
     *
     * @param score wins over the same field in metadata
     * @return the version: 0 for a new entry
     */
    public int add(String id, long score, Map<String, ?> metadata) {
        Operation call = call("index.add", id);
        return add(call, id, score, call.check(() -> table.patch(id, metadata)));
    }

    /** As {@link #add(String, long, Map)}, with typed fields. */
    public int add(String id, long score, Patch<R> fields) {
        return add(call("index.add", id), id, score, fields);
    }

    /**
     * Adds an entry unless there is one, which is never touched.
     *
     * @return whether it was added
     */
    public boolean addIfAbsent(String id, long score, Map<String, ?> metadata) {
        Operation call = call("index.addIfAbsent", id);
        return addIfAbsent(call, id, score, call.check(() -> table.patch(id, metadata)));
    }

    /** As {@link #addIfAbsent(String, long, Map)}, with typed fields. */
    public boolean addIfAbsent(String id, long score, Patch<R> fields) {
        return addIfAbsent(call("index.addIfAbsent", id), id, score, fields);
    }

    /**
     * Merges {@code patch} into the metadata of an entry, at every level, under the lock of its row: concurrent updates
     * of different fields all survive, without a retry. Null deletes a key of a document, writes NULL into a column that
     * takes it, and is an error elsewhere; arrays and scalars replace.
     *
     * @return {@link UpdateResult.Updated} or {@link UpdateResult.Missing}
     */
    public UpdateResult update(String id, Map<String, ?> patch) {
        Operation call = call("index.update", id);
        return update(call, id, call.check(() -> table.patch(id, patch)), Optional.empty());
    }

    /** As {@link #update(String, Map)}, with typed fields. */
    public UpdateResult update(String id, Patch<R> patch) {
        return update(call("index.update", id), id, patch, Optional.empty());
    }

    /** As {@link #update(String, Map)}, if the entry has a version. A second statement tells a conflict from no entry. */
    public UpdateResult update(String id, int expectedVersion, Map<String, ?> patch) {
        Operation call = call("index.update", id);
        return update(call, id, call.check(() -> table.patch(id, patch)), Optional.of(expectedVersion));
    }

    /** As {@link #update(String, int, Map)}, with typed fields. */
    public UpdateResult update(String id, int expectedVersion, Patch<R> patch) {
        return update(call("index.update", id), id, patch, Optional.of(expectedVersion));
    }

    /**
     * Reads an entry, computes a patch from its metadata and writes it if nobody wrote between; else tries again after a
     * pause, as often as the store's retry policy says. At least two statements a try. A patch that does not depend on
     * what was read needs only {@link #update(String, Map)}.
     *
     * @param change may run several times; what it throws ends the call
     * @throws ContentionException if every try lost
     */
    public UpdateResult updateWithRetry(String id, Function<Map<String, Object>, Map<String, ?>> change) {
        Operation call = call("index.updateWithRetry", id);
        call.check(() -> IndexInput.present(change, "change"));
        return retrying(call, id, entry -> {
            Map<String, ?> patch = change.apply(entry.metadata());
            return call.check(() -> table.patch(id, patch));
        });
    }

    /** As {@link #updateWithRetry(String, Function)}, with typed fields. */
    public UpdateResult updateEntryWithRetry(String id, Function<IndexEntry<R>, Patch<R>> change) {
        return retrying(call("index.updateEntryWithRetry", id), id, change);
    }

    /**
     * Adds to a number of the metadata: in its column where it has one, else within its document, where missing parents
     * are created and null counts as 0.
     *
     * @param field its path, dots between the keys
     * @return the new value
     * @throws EntryNotFoundException if there is no such entry
     * @throws dev.nvent.store.error.IncrementException if there is no number, or the result does not fit
     */
    public BigDecimal increment(String id, String field, long delta) {
        return increment(id, field, BigDecimal.valueOf(delta));
    }

    /** As {@link #increment(String, String, long)}; a field with a column takes whole numbers only. */
    public BigDecimal increment(String id, String field, BigDecimal delta) {
        Operation call = call("index.increment", id);
        return increments.field(call, checkedId(call, id), field, delta);
    }

    /** Adds to a counter. As {@link #increment(String, String, long)}. */
    public int increment(String id, CounterField<R> counter, int delta) {
        Operation call = call("index.increment", id);
        return increments.counter(call, checkedId(call, id), counter, delta);
    }

    /** Reads an entry. */
    public Optional<IndexEntry<R>> get(String id) {
        Operation call = call("index.get", id);
        String checkedId = checkedId(call, id);
        return database.read(call, statements.get(key.entry(checkedId))).map(this::entry);
    }

    /** Reads many entries in one statement, in the order asked for. Those that are not there are left out. */
    public Map<String, IndexEntry<R>> getAll(Collection<String> ids) {
        Operation call = call("index.getAll", null);
        List<String> checkedIds = call.check(() -> IndexInput.ids(ids));
        var found = new LinkedHashMap<String, IndexEntry<R>>();
        for (R row : database.read(call, statements.getAll(key.entries(checkedIds)))) {
            found.put(row.get(table.id()), entry(row));
        }
        var inOrder = new LinkedHashMap<String, IndexEntry<R>>();
        checkedIds.stream().filter(found::containsKey).forEach(id -> inOrder.put(id, found.get(id)));
        return inOrder;
    }

    /** Reads the first {@value IndexQuery#DEFAULT_LIMIT} entries. */
    public IndexPage<R> read() {
        return read(IndexQuery.all());
    }

    /** Reads the entries that a query asks for. */
    public IndexPage<R> read(IndexQuery<? super R> query) {
        Operation call = call("index.read", null);
        IndexQuery<? super R> checked = call.check(() -> IndexInput.present(query, "query"));
        int limit = checked.limit();
        Statement<?, List<R>> read = call.check(() -> reads.read(key.scopeOrEmpty(), checked, limit + 1L));
        List<IndexEntry<R>> entries =
                database.read(call, read).stream().map(this::entry).toList();
        return entries.size() > limit
                ? new IndexPage<>(entries.subList(0, limit), true)
                : new IndexPage<>(entries, false);
    }

    /** Counts the entries that a query asks for, whatever its limit, offset and place to begin after. */
    public long count(IndexQuery<? super R> query) {
        Operation call = call("index.count", null);
        IndexQuery<? super R> checked = call.check(() -> IndexInput.present(query, "query"));
        return database.read(call, call.check(() -> reads.count(key.scopeOrEmpty(), checked)));
    }

    /**
     * Deletes an entry.
     *
     * @return whether there was one
     */
    public boolean delete(String id) {
        Operation call = call("index.delete", id);
        String checkedId = checkedId(call, id);
        return database.write(call, statements.delete(key.entry(checkedId)));
    }

    /**
     * Deletes many entries.
     *
     * @return how many there were
     */
    public int deleteAll(Collection<String> ids) {
        Operation call = call("index.deleteAll", null);
        List<String> checkedIds = call.check(() -> IndexInput.ids(ids));
        return database.write(call, statements.deleteAll(key.entries(checkedIds)));
    }

    private int add(Operation call, String id, long score, Patch<R> fields) {
        checkedId(call, id);
        call.check(() -> key.checkedPatch(fields));
        return database.write(call, statements.add(new NewEntry<>(key.entry(id), score, fields)));
    }

    private boolean addIfAbsent(Operation call, String id, long score, Patch<R> fields) {
        checkedId(call, id);
        call.check(() -> key.checkedPatch(fields));
        return database.write(call, statements.addIfAbsent(new NewEntry<>(key.entry(id), score, fields)));
    }

    private UpdateResult update(Operation call, String id, Patch<R> patch, Optional<Integer> expectedVersion) {
        checkedId(call, id);
        call.check(() -> key.checkedPatch(patch));
        var change = new EntryChange<>(key.entry(id), List.copyOf(patch.writes()), expectedVersion);
        Optional<EntryState> updated = database.write(call, changes.update(change));
        if (updated.isPresent()) {
            return new UpdateResult.Updated(updated.get().version());
        }
        return expectedVersion
                .flatMap(expected -> database.read(call, statements.version(change.key()))
                        .<UpdateResult>map(actual -> new UpdateResult.Conflict(expected, actual)))
                .orElseGet(UpdateResult.Missing::new);
    }

    private UpdateResult retrying(Operation call, String id, Function<IndexEntry<R>, Patch<R>> change) {
        checkedId(call, id);
        call.check(() -> IndexInput.present(change, "change"));
        int maxTries = database.retries().maxAttempts();
        for (int tries = 1; tries <= maxTries; tries++) {
            Optional<IndexEntry<R>> entry =
                    database.read(call, statements.get(key.entry(id))).map(this::entry);
            if (entry.isEmpty()) {
                return new UpdateResult.Missing();
            }
            UpdateResult result = update(
                    call, id, change.apply(entry.get()), Optional.of(entry.get().version()));
            if (!(result instanceof UpdateResult.Conflict)) {
                return result;
            }
            if (tries < maxTries && !database.retries().pause(tries)) {
                throw new ContentionException(call, tries);
            }
        }
        throw new ContentionException(call, maxTries);
    }

    private IndexEntry<R> entry(R row) {
        return new IndexEntry<>(table, row);
    }

    private String checkedId(Operation call, String id) {
        return call.check(() -> key.checkedId(id));
    }

    private Operation call(String operation, String id) {
        return new Operation(operation, subject, id);
    }
}
