package dev.nvent.store.transition;

import dev.nvent.store.error.Call;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.EntryAddition;
import dev.nvent.store.index.EntryChange;
import dev.nvent.store.index.EntryState;
import dev.nvent.store.index.LockedEntry;
import dev.nvent.store.kv.KeySetting;
import dev.nvent.store.routing.Patch;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.sql.Database;
import dev.nvent.store.sql.Gate;
import dev.nvent.store.sql.Pipeline;
import dev.nvent.store.sql.SqlStatement;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamAppend;
import dev.nvent.store.stream.StreamPartitions;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.SubjectParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.Record;

/**
 * What a workflow does at one step, as one atomic call: appends events, adds entries, patches them, moves their counters,
 * sets keys, if what is expected of entries holds. One transaction in one round trip; either everything is made or nothing.
 * Built up and applied by one thread; may be applied again.
 *
 * <p>Every entry that is changed, or of which something is expected, must be there. Each is locked until the end of the
 * transaction, in one order for all transitions, so that they wait for each other and do not deadlock over them. What is given for one
 * entry in several calls becomes one change, which raises its version by one; to expect something is no change.
 */
public final class Transition {

    private static final String NAME = "transition";

    /** The answers of all statements must fit between client and server while the client still sends. */
    private static final int MAX_EVENTS = 1_000;

    private final Database database;
    private final SubjectParser subjects;
    private final StreamPartitions partitions;
    private final Map<EntryName, EntryChange<?>> changed = new TreeMap<>(EntryName.IN_LOCK_ORDER);
    private final Map<EntryName, EntryAddition<?>> added = new TreeMap<>(EntryName.IN_LOCK_ORDER);
    private final Map<String, KeySetting> set = new TreeMap<>();
    private final Map<StreamSubject<?>, StreamAppend> appended = new LinkedHashMap<>();
    private final List<StreamSubject<?>> streamOfEvent = new ArrayList<>();

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
        return append(subject, Call.of(NAME, subject).check(() -> subjects.stream(subject)), event);
    }

    /** Adds an entry or replaces one, as an index's {@code add} does. */
    public <R extends Record> Transition add(IndexSubject<R> subject, String id, long score, Patch<R> fields) {
        return call(subject, id).check(() -> putNew(subject, id, new EntryAddition<>(subject, id, score, fields)));
    }

    /** As {@link #add(IndexSubject, String, long, Patch)}. */
    public Transition add(String subject, String id, long score, Map<String, ?> metadata) {
        IndexSubject<?> index = index(subject, id);
        return call(index, id).check(() -> putNew(index, id, EntryAddition.of(index, id, score, metadata)));
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
    public <R extends Record> Transition increment(IndexSubject<R> subject, String id, Counter<R> counter, int delta) {
        return changing(subject, id, entry -> entry.count(counter, delta));
    }

    /** As {@link #increment(IndexSubject, String, Counter, int)}, by the path of a field with a counter's column. */
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
    public <R extends Record, J> Transition expect(IndexSubject<R> subject, String id, Column<R, ?, J> field, J value) {
        return changing(subject, id, entry -> entry.expect(field, value));
    }

    /** As {@link #expect(IndexSubject, String, Column, Object)}, by the path of a field with a column. */
    public Transition expect(String subject, String id, String field, Object value) {
        return changing(index(subject, id), id, entry -> entry.expect(field, value));
    }

    /** Sets a key for ever. */
    public Transition set(String key, Object value) {
        return Call.of(NAME, key).check(() -> set(KeySetting.forEver(key, value)));
    }

    /** Sets a key for a time. */
    public Transition set(String key, Object value, Duration ttl) {
        return Call.of(NAME, key).check(() -> set(KeySetting.of(key, value, ttl)));
    }

    /**
     * Sends it. With nothing in it, sends nothing. The first use of a generic stream makes its partition before, in
     * statements of its own.
     *
     * @return {@link AppliedTransition}, {@link TransitionResult.Conflict} or {@link TransitionResult.Missing}
     */
    public TransitionResult apply() {
        List<SqlStatement<?>> statements = statements();
        return statements.isEmpty()
                ? new AppliedTransition(List.of(), Map.of())
                : sent(Call.of(NAME, null), new Pipeline<>(statements, this::result));
    }

    /** Locks first, in one order for all transitions. */
    private List<SqlStatement<?>> statements() {
        var statements = new ArrayList<SqlStatement<?>>();
        changed.values().forEach(entry -> statements.add(entry.lock(statements.isEmpty())));
        Gate gate = statements.isEmpty() ? Gate.OPEN : Gate.IF_EXPECTED;
        changed.values().stream().filter(EntryChange::isChange).forEach(entry -> statements.add(entry.change()));
        added.values().forEach(entry -> statements.add(entry.statement(gate)));
        set.values().forEach(key -> statements.add(key.statement(gate)));
        appended.values().forEach(events -> statements.addAll(events.statements(gate)));
        return statements;
    }

    private TransitionResult sent(Call call, Pipeline<TransitionResult> pipeline) {
        Supplier<TransitionResult> send = () -> database.write(call, pipeline).orElseThrow();
        for (StreamSubject<?> subject : appended.keySet()) {
            if (subject instanceof GenericStream generic) {
                Supplier<TransitionResult> inner = send;
                send = () -> partitions.appending(database, call, generic.type(), inner);
            }
        }
        return send.get();
    }

    /** @param answers of the statements, in order */
    private TransitionResult result(List<Object> answers) {
        Iterator<Object> next = answers.iterator();
        var entries = new HashMap<EntryName, EntryState>();
        for (EntryName entry : changed.keySet()) {
            LockedEntry locked = (LockedEntry) next.next();
            if (locked.version() == null) {
                return new TransitionResult.Missing(entry);
            }
            if (!locked.asExpected()) {
                return new TransitionResult.Conflict(entry, locked.version());
            }
            entries.put(entry, new EntryState(locked.version(), Map.of()));
        }
        changed.forEach((entry, change) -> {
            if (change.isChange()) {
                entries.put(entry, (EntryState) next.next());
            }
        });
        added.keySet().forEach(entry -> entries.put(entry, new EntryState((Integer) next.next(), Map.of())));
        set.keySet().forEach(key -> next.next());
        var events = new HashMap<StreamSubject<?>, Iterator<Event>>();
        appended.forEach(
                (stream, append) -> events.put(stream, append.appended(next).iterator()));
        return new AppliedTransition(
                streamOfEvent.stream().map(stream -> events.get(stream).next()).toList(), entries);
    }

    private Transition append(String name, StreamSubject<?> subject, NewEvent event) {
        return Call.of(NAME, name).check(() -> {
            if (streamOfEvent.size() == MAX_EVENTS) {
                throw new InvalidInputException("event", "at most " + MAX_EVENTS + " events", "more");
            }
            StreamAppend events = appended.containsKey(subject) ? appended.get(subject) : new StreamAppend(subject);
            events.add(event, "event");
            appended.put(subject, events);
            streamOfEvent.add(subject);
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
            IndexSubject<R> subject, String id, Consumer<EntryChange<R>> change) {
        return call(subject, id).check(() -> {
            if (added.containsKey(new EntryName(subject, id))) {
                throw twice("id");
            }
            EntryChange<R> entry = entry(subject, id);
            change.accept(entry);
            changed.put(new EntryName(subject, id), entry);
            return this;
        });
    }

    /** The change of an entry so far. */
    @SuppressWarnings("unchecked") // The subject is a part of the name, and says which record.
    private <R extends Record> EntryChange<R> entry(IndexSubject<R> subject, String id) {
        var known = (EntryChange<R>) changed.get(new EntryName(subject, id));
        return known == null ? new EntryChange<>(subject, id) : known;
    }

    private Transition putNew(IndexSubject<?> subject, String id, EntryAddition<?> addition) {
        var name = new EntryName(subject, id);
        if (changed.containsKey(name) || added.putIfAbsent(name, addition) != null) {
            throw twice("id");
        }
        return this;
    }

    private static InvalidInputException twice(String where) {
        return new InvalidInputException(where, "one addition, or changes of what is there", "both, or two");
    }

    private IndexSubject<?> index(String subject, String id) {
        return new Call(NAME, subject, id).check(() -> subjects.index(subject));
    }

    private Call call(IndexSubject<?> subject, String id) {
        return new Call(NAME, subjects.text(subject), id);
    }
}
