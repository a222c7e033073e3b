package dev.nvent.store.transition;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.EntryInsert;
import dev.nvent.store.index.EntryState;
import dev.nvent.store.index.EntryUpdate;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.GuardFailedException;
import dev.nvent.store.internal.sql.Pipeline;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.Pipeline.Slot;
import dev.nvent.store.kv.KeySetting;
import dev.nvent.store.stream.AppendedEvents;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamPartitions;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.SubjectParser;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Record;

/**
 * The changes of one step of a workflow, as one atomic call: appends events, adds and updates entries, increments their
 * counters and sets keys, on the condition that entries are as expected. One transaction in one round trip, which is applied
 * as a whole or not at all.
 * Not thread-safe; may be applied again.
 *
 * <p>Every entry that is changed, or of which something is expected, must exist. Each is locked until the end of the
 * transaction, in one order for all transitions, so that concurrent transitions wait for each other and do not deadlock.
 * Several changes of one entry become one, which raises its version by one; an expectation alone is no change. Within a
 * transaction of the caller, a savepoint guards the transition: a conflict undoes the transition alone.
 */
public final class Transition {

    private static final String NAME = "transition";

    /** The answers of all statements must fit between client and server while the client still sends. */
    private static final int MAX_EVENTS = 1_000;

    private final Database database;
    private final SubjectParser subjects;
    private final StreamPartitions partitions;
    private final Map<EntryRef, EntryUpdate<?>> changed = new TreeMap<>(EntryRef.IN_LOCK_ORDER);
    private final Map<EntryRef, EntryInsert<?>> added = new TreeMap<>(EntryRef.IN_LOCK_ORDER);
    private final Map<String, KeySetting> set = new TreeMap<>();
    private final AppendedEvents appended = new AppendedEvents();

    /** @param partitions the partitions of generic streams */
    public Transition(Database database, SubjectParser subjects, StreamPartitions partitions) {
        this.database = database;
        this.subjects = subjects;
        this.partitions = partitions;
    }

    /** Appends an event to a stream, behind those given before, of which there may be {@value #MAX_EVENTS} in all. */
    public Transition append(StreamSubject<?> subject, NewEvent event) {
        return append(subjects.text(subject), subject, event);
    }

    /** As {@link #append(StreamSubject, NewEvent)}. */
    public Transition append(String subject, NewEvent event) {
        return append(subject, Operation.of(NAME, subject).check(() -> subjects.stream(subject)), event);
    }

    /** Adds an entry or replaces one, as an index's {@code add} does. */
    public <R extends Record> Transition add(IndexSubject<R> subject, String id, long score, Patch<R> fields) {
        return call(subject, id).check(() -> putNew(subject, id, new EntryInsert<>(subject, id, score, fields)));
    }

    /** As {@link #add(IndexSubject, String, long, Patch)}. */
    public Transition add(String subject, String id, long score, Map<String, ?> metadata) {
        IndexSubject<?> index = index(subject, id);
        return call(index, id).check(() -> putNew(index, id, EntryInsert.of(index, id, score, metadata)));
    }

    /** Merges a patch into an entry, as an index's {@code update} does. */
    public <R extends Record> Transition update(IndexSubject<R> subject, String id, Patch<R> patch) {
        return changing(subject, id, entry -> entry.merge(patch));
    }

    /** As {@link #update(IndexSubject, String, Patch)}. */
    public Transition update(String subject, String id, Map<String, ?> patch) {
        return changing(index(subject, id), id, entry -> entry.merge(patch));
    }

    /** Adds to a counter of an entry. */
    public <R extends Record> Transition increment(
            IndexSubject<R> subject, String id, CounterField<R> counter, int delta) {
        return changing(subject, id, entry -> entry.count(counter, delta));
    }

    /** As {@link #increment(IndexSubject, String, CounterField, int)}, by the path of a field with a counter's column. */
    public Transition increment(String subject, String id, String field, int delta) {
        return changing(index(subject, id), id, entry -> entry.count(field, delta));
    }

    /** Only if an entry has this version. */
    public Transition expectVersion(IndexSubject<?> subject, String id, int version) {
        return changing(subject, id, entry -> entry.expectVersion(version));
    }

    /** As {@link #expectVersion(IndexSubject, String, int)}. */
    public Transition expectVersion(String subject, String id, int version) {
        return expectVersion(index(subject, id), id, version);
    }

    /** Only if a column of an entry has this value: a status, for instance. */
    public <R extends Record, J> Transition expect(
            IndexSubject<R> subject, String id, ColumnField<R, ?, J> field, J value) {
        return changing(subject, id, entry -> entry.expect(field, value));
    }

    /** As {@link #expect(IndexSubject, String, ColumnField, Object)}, by the path of a field with a column. */
    public Transition expect(String subject, String id, String field, Object value) {
        return changing(index(subject, id), id, entry -> entry.expect(field, value));
    }

    /** Sets a key for ever. */
    public Transition set(String key, Object value) {
        return Operation.of(NAME, key).check(() -> set(KeySetting.forEver(key, value)));
    }

    /** Sets a key for a time. */
    public Transition set(String key, Object value, Duration ttl) {
        return Operation.of(NAME, key).check(() -> set(KeySetting.of(key, value, ttl)));
    }

    /**
     * Applies the transition. An empty one sends nothing. A conflict or a missing entry takes a second round trip, for the
     * rollback. The first use of a generic stream creates its partition first, in statements of its own.
     *
     * @return {@link AppliedTransition}, {@link TransitionResult.Conflict} or {@link TransitionResult.Missing}
     */
    public TransitionResult apply() {
        Operation call = Operation.of(NAME, null);
        Plan plan = new Plan();
        if (plan.pipeline.isEmpty()) {
            return new AppliedTransition(List.of(), Map.of());
        }
        Supplier<TransitionResult> send = () -> sent(call, plan);
        for (StreamSubject<?> stream : appended.streams()) {
            Supplier<TransitionResult> inner = send;
            send = () -> partitions.appending(database, call, stream, inner);
        }
        return send.get();
    }

    private TransitionResult sent(Operation call, Plan plan) {
        try {
            return plan.result(database.write(call, plan.pipeline));
        } catch (GuardFailedException e) {
            EntryRef entry = List.copyOf(changed.keySet()).get(e.entry());
            return e.version().isPresent()
                    ? new TransitionResult.Conflict(entry, e.version().getAsInt())
                    : new TransitionResult.Missing(entry);
        }
    }

    /** The statements, and where their answers are: guards first, in one order for all transitions. */
    private final class Plan {

        private final Pipeline pipeline = new Pipeline();
        private final Map<EntryRef, Slot<Integer>> versions = new LinkedHashMap<>();
        private final Map<EntryRef, Slot<Optional<EntryState>>> states = new LinkedHashMap<>();
        private final Function<Answers, List<Event>> events;

        Plan() {
            changed.forEach((entry, update) -> versions.put(entry, pipeline.add(update.guard(versions.size()))));
            changed.forEach((entry, update) -> {
                if (update.isChange()) {
                    states.put(entry, pipeline.add(update.change()));
                }
            });
            added.forEach((entry, insert) -> versions.put(entry, pipeline.add(insert.statement())));
            set.values().forEach(key -> pipeline.add(key.statement()));
            events = appended.addTo(pipeline);
        }

        TransitionResult result(Answers answers) {
            var entries = new HashMap<EntryRef, EntryState>();
            versions.forEach((entry, slot) -> entries.put(entry, new EntryState(answers.get(slot), Map.of())));
            states.forEach((entry, slot) -> entries.put(entry, answers.get(slot).orElseThrow(() -> lostEntry(entry))));
            return new AppliedTransition(events.apply(answers), entries);
        }

        /** Impossible on one PostgreSQL session. Whatever routes statements to several sessions breaks transitions. */
        private DatabaseException lostEntry(EntryRef entry) {
            return new DatabaseException(
                    call(entry.subject(), entry.id()),
                    new SQLException("the update found no entry although the transition had locked it", "02000"),
                    false);
        }
    }

    private Transition append(String name, StreamSubject<?> subject, NewEvent event) {
        return Operation.of(NAME, name).check(() -> {
            if (appended.size() == MAX_EVENTS) {
                throw new InvalidInputException("event", "at most " + MAX_EVENTS + " events", "more");
            }
            appended.add(subject, event, "event");
            return this;
        });
    }

    private Transition set(KeySetting setting) {
        if (set.putIfAbsent(setting.key(), setting) != null) {
            throw new InvalidInputException("key", "one value for a key", "two");
        }
        return this;
    }

    private <R extends Record> Transition changing(
            IndexSubject<R> subject, String id, Consumer<EntryUpdate<R>> change) {
        return call(subject, id).check(() -> {
            if (added.containsKey(new EntryRef(subject, id))) {
                throw twice("id");
            }
            EntryUpdate<R> entry = entry(subject, id);
            change.accept(entry);
            changed.put(new EntryRef(subject, id), entry);
            return this;
        });
    }

    /** The change of an entry so far. */
    @SuppressWarnings("unchecked") // The subject is a part of the name, and says which record.
    private <R extends Record> EntryUpdate<R> entry(IndexSubject<R> subject, String id) {
        var known = (EntryUpdate<R>) changed.get(new EntryRef(subject, id));
        return known == null ? new EntryUpdate<>(subject, id) : known;
    }

    private Transition putNew(IndexSubject<?> subject, String id, EntryInsert<?> addition) {
        var name = new EntryRef(subject, id);
        if (changed.containsKey(name) || added.putIfAbsent(name, addition) != null) {
            throw twice("id");
        }
        return this;
    }

    private static InvalidInputException twice(String where) {
        return new InvalidInputException(where, "one addition, or changes of what is there", "both, or two");
    }

    private IndexSubject<?> index(String subject, String id) {
        return new Operation(NAME, subject, id).check(() -> subjects.index(subject));
    }

    private Operation call(IndexSubject<?> subject, String id) {
        return new Operation(NAME, subjects.text(subject), id);
    }
}
