package dev.nvent.store.index;

import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
public interface SortedIndex<R extends Record> {

    /**
     * Adds an entry, or replaces one: every field that {@code metadata} leaves out goes back to its default.
     *
     * @param score takes precedence over the same field in metadata
     * @return the version: 0 for a new entry
     */
    int add(String id, long score, Map<String, ?> metadata);

    /** As {@link #add(String, long, Map)}, with typed fields. */
    int add(String id, long score, Patch<R> fields);

    /**
     * Adds an entry unless there is one; an existing entry is not changed.
     *
     * @return whether it was added
     */
    boolean addIfAbsent(String id, long score, Map<String, ?> metadata);

    /** As {@link #addIfAbsent(String, long, Map)}, with typed fields. */
    boolean addIfAbsent(String id, long score, Patch<R> fields);

    /**
     * Merges {@code patch} into the metadata of an entry, at every level, under the lock of its row: concurrent updates
     * of different fields all survive, without a retry. Null deletes a key of a document, writes NULL into a column that
     * takes it, and is an error elsewhere; arrays and scalars replace.
     *
     * @return {@link UpdateResult.Updated} or {@link UpdateResult.Missing}
     */
    UpdateResult update(String id, Map<String, ?> patch);

    /** As {@link #update(String, Map)}, with typed fields. */
    UpdateResult update(String id, Patch<R> patch);

    /**
     * As {@link #update(String, Map)}, if the entry has the expected version. If it does not, a second statement finds out whether the
     * entry exists.
     */
    UpdateResult update(String id, int expectedVersion, Map<String, ?> patch);

    /** As {@link #update(String, int, Map)}, with typed fields. */
    UpdateResult update(String id, int expectedVersion, Patch<R> patch);

    /**
     * Reads an entry, computes a patch from it, and writes the patch if the entry has not changed since; otherwise tries
     * again after a pause, as often as the store's retry policy says. At least two statements per attempt. A patch that
     * does not depend on the entry needs only {@link #update(String, Patch)}.
     *
     * @param change may run several times; an exception of it ends the call. {@link IndexEntry#patch} makes a patch of a map
     * @throws ContentionException if each attempt conflicted with a concurrent write
     */
    UpdateResult updateWithRetry(String id, Function<IndexEntry<R>, Patch<R>> change);

    /**
     * Adds to a number of the metadata: in its column where it has one, else within its document, where missing parents
     * are created and null counts as 0.
     *
     * @param field its path, dots between the keys
     * @return the new value
     * @throws EntryNotFoundException if there is no such entry
     * @throws dev.nvent.store.error.IncrementException if there is no number, or the result does not fit
     */
    BigDecimal increment(String id, String field, long delta);

    /** As {@link #increment(String, String, long)}; a field with a column takes whole numbers only. */
    BigDecimal increment(String id, String field, BigDecimal delta);

    /** Adds to a counter. As {@link #increment(String, String, long)}. */
    int increment(String id, CounterField<R> counter, int delta);

    /** Reads an entry. */
    Optional<IndexEntry<R>> get(String id);

    /** Reads many entries in one statement, in the order asked for. Missing entries are left out. */
    Map<String, IndexEntry<R>> getAll(Collection<String> ids);

    /** Reads the first {@value IndexQuery#DEFAULT_LIMIT} entries. */
    IndexPage<R> read();

    /** Reads the entries that a query asks for. */
    IndexPage<R> read(IndexQuery<? super R> query);

    /** Counts the entries that a query asks for, without its limit, offset and cursor. */
    long count(IndexQuery<? super R> query);

    /**
     * Deletes an entry.
     *
     * @return whether there was one
     */
    boolean delete(String id);

    /**
     * Deletes many entries.
     *
     * @return how many there were
     */
    int deleteAll(Collection<String> ids);

    /**
     * Deletes an entry if it has the expected version, as a worker does that has completed it.
     *
     * @return whether it was deleted; false if it has another version, or does not exist
     */
    boolean delete(String id, int expectedVersion);

    /**
     * Deletes many entries, each if it has the version given with it.
     *
     * @return the ids of those that were deleted
     */
    Set<String> deleteAll(Map<String, Integer> expectedVersions);

    /**
     * Claims entries that are due: those with a score, as milliseconds since 1970, of now or earlier. The earliest come
     * first. A claim moves the score to the end of the lease and raises the version, so that no other caller gets the entry
     * before then. Entries that other transactions have locked are skipped. After the end of the lease an entry is due
     * again.
     *
     * <p>Scheduler jobs are due at {@code nextRunAt}, or, where they have none, at {@code scheduledAt}, and only if their
     * status is {@code pending} and they are enabled. A claim moves {@code nextRunAt}.
     *
     * <p>The claimant ends a claim with {@link #delete(String, int)}, {@link #update(String, int, Patch)},
     * {@link #reschedule(String, int, DueTime)} or {@link #release}, each with the version of the claim. They change
     * nothing if the entry has been claimed or changed since.
     *
     * @param due further conditions, and the limit; without an offset and a cursor
     * @param lease at least a millisecond, by the clock of the database
     * @return the claimed entries, in the order in which they were due
     */
    List<Claim<R>> claim(IndexQuery<? super R> due, Duration lease);

    /** As {@link #claim(IndexQuery, Duration)}, of any entries that are due. */
    List<Claim<R>> claim(int limit, Duration lease);

    /**
     * Extends a claim: the entry is due again after {@code lease} from now.
     *
     * @return {@link UpdateResult.Updated} with the new version, which is the fencing token from now on; else the claim is
     *     lost
     */
    UpdateResult extend(String id, int expectedVersion, Duration lease);

    /** Gives a claim up: the entry is due at once. */
    UpdateResult release(String id, int expectedVersion);

    /** Ends a claim and makes the entry due at another time: sets its score, of a scheduler job {@code nextRunAt}. */
    UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime);

    /** As {@link #reschedule(String, int, DueTime)}, with a patch of its metadata. */
    UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime, Map<String, ?> patch);

    /** As {@link #reschedule(String, int, DueTime)}, with a patch of typed fields. */
    UpdateResult reschedule(String id, int expectedVersion, DueTime dueTime, Patch<R> patch);
}
