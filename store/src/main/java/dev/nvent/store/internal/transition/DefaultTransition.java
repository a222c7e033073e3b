package dev.nvent.store.internal.transition;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.internal.index.EntryInsert;
import dev.nvent.store.internal.index.EntryState;
import dev.nvent.store.internal.index.EntryUpdate;
import dev.nvent.store.internal.index.Indexes;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.kv.KeySetting;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.GuardFailedException;
import dev.nvent.store.internal.sql.Pipeline;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.Pipeline.Slot;
import dev.nvent.store.internal.stream.AppendedEvents;
import dev.nvent.store.internal.stream.Streams;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.transition.TransitionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
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
import org.jspecify.annotations.Nullable;

/** Collects the changes, and applies them as one pipeline. */
public final class DefaultTransition implements Transition {

    private static final String NAME = "transition";

    private final Database database;
    private final SubjectParser subjects;
    private final Indexes indexes;
    private final Streams streams;
    private final JsonConverter json;
    private final Map<EntryRef, EntryUpdate<?>> changed;
    private final Map<EntryRef, EntryInsert<?>> added;
    private final Map<String, KeySetting> set = new TreeMap<>();
    private final AppendedEvents appended;

    /** A transition without changes. */
    public DefaultTransition(
            Database database, SubjectParser subjects, Indexes indexes, Streams streams, JsonConverter json) {
        this.database = database;
        this.subjects = subjects;
        this.indexes = indexes;
        this.streams = streams;
        this.json = json;
        this.changed = new TreeMap<>(lockOrder(indexes));
        this.added = new TreeMap<>(lockOrder(indexes));
        this.appended = new AppendedEvents(streams);
    }

    @Override
    public Transition append(StreamSubject<?> subject, NewEvent event) {
        return append(subjects.text(subject), subject, event);
    }

    @Override
    public Transition append(String subject, NewEvent event) {
        return append(subject, validate(Operation.of(NAME, subject), () -> subjects.stream(subject)), event);
    }

    @Override
    public <R extends Record> Transition add(IndexSubject<R> subject, String id, long score, Patch<R> fields) {
        return validate(
                call(subject, id),
                () -> putNew(subject, id, new EntryInsert<>(indexes.of(subject), id, score, fields)));
    }

    @Override
    public Transition add(String subject, String id, long score, Map<String, ?> metadata) {
        IndexSubject<?> index = index(subject, id);
        return validate(
                call(index, id), () -> putNew(index, id, new EntryInsert<>(indexes.of(index), id, score, metadata)));
    }

    @Override
    public <R extends Record> Transition update(IndexSubject<R> subject, String id, Patch<R> patch) {
        return changing(subject, id, entry -> entry.merge(patch));
    }

    @Override
    public Transition update(String subject, String id, Map<String, ?> patch) {
        return changing(index(subject, id), id, entry -> entry.merge(patch));
    }

    @Override
    public Transition reschedule(IndexSubject<?> subject, String id, DueTime dueTime) {
        return changing(subject, id, entry -> entry.reschedule(dueTime));
    }

    @Override
    public Transition reschedule(String subject, String id, DueTime dueTime) {
        return reschedule(index(subject, id), id, dueTime);
    }

    @Override
    public Transition delete(IndexSubject<?> subject, String id) {
        return changing(subject, id, EntryUpdate::delete);
    }

    @Override
    public Transition delete(String subject, String id) {
        return delete(index(subject, id), id);
    }

    @Override
    public <R extends Record> Transition increment(
            IndexSubject<R> subject, String id, CounterField<R> counter, int delta) {
        return changing(subject, id, entry -> entry.count(counter, delta));
    }

    @Override
    public Transition increment(String subject, String id, String field, int delta) {
        return changing(index(subject, id), id, entry -> entry.count(field, delta));
    }

    @Override
    public Transition expectVersion(IndexSubject<?> subject, String id, int version) {
        return changing(subject, id, entry -> entry.expectVersion(version));
    }

    @Override
    public Transition expectVersion(String subject, String id, int version) {
        return expectVersion(index(subject, id), id, version);
    }

    @Override
    public <R extends Record, J> Transition expect(
            IndexSubject<R> subject, String id, ColumnField<R, ?, J> field, @Nullable J value) {
        return changing(subject, id, entry -> entry.expect(field, value));
    }

    @Override
    public Transition expect(String subject, String id, String field, @Nullable Object value) {
        return changing(index(subject, id), id, entry -> entry.expect(field, value));
    }

    @Override
    public Transition set(String key, Object value) {
        return validate(Operation.of(NAME, key), () -> set(KeySetting.forEver(key, value, json)));
    }

    @Override
    public Transition set(String key, Object value, Duration ttl) {
        return validate(Operation.of(NAME, key), () -> set(KeySetting.of(key, value, ttl, json)));
    }

    @Override
    public TransitionResult apply() {
        Operation call = Operation.of(NAME);
        Plan plan = new Plan();
        if (plan.pipeline.isEmpty()) {
            return new TransitionResult.Applied(List.of(), Map.of());
        }
        Supplier<TransitionResult> send = () -> sent(call, plan);
        for (StreamSubject<?> stream : appended.streams()) {
            Supplier<TransitionResult> inner = send;
            send = () -> streams.appending(database, call, stream, inner);
        }
        return send.get();
    }

    /** The order in which every transition locks entries. */
    private static Comparator<EntryRef> lockOrder(Indexes indexes) {
        return Comparator.<EntryRef, String>comparing(
                        entry -> indexes.of(entry.subject()).table().table().getName())
                .thenComparing(entry -> indexes.of(entry.subject()).key().orElse(""))
                .thenComparing(EntryRef::id);
    }

    private TransitionResult sent(Operation call, Plan plan) {
        try {
            return plan.result(database.write(call, plan.pipeline, appended::committed));
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
                if (update.isDeletion()) {
                    pipeline.add(update.deletion());
                } else if (update.isChange()) {
                    states.put(entry, pipeline.add(update.change()));
                }
            });
            added.forEach((entry, insert) -> versions.put(entry, pipeline.add(insert.statement())));
            set.values().forEach(key -> pipeline.add(key.statement()));
            events = appended.addTo(pipeline);
        }

        TransitionResult result(Answers answers) {
            var entries = new HashMap<EntryRef, TransitionResult.EntryState>();
            versions.forEach(
                    (entry, slot) -> entries.put(entry, new TransitionResult.EntryState(answers.get(slot), Map.of())));
            states.forEach((entry, slot) -> {
                EntryState state = answers.get(slot).orElseThrow(() -> lostEntry(entry));
                entries.put(entry, new TransitionResult.EntryState(state.version(), state.counts()));
            });
            return new TransitionResult.Applied(events.apply(answers), entries);
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
        return validate(Operation.of(NAME, name), () -> {
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
        return validate(call(subject, id), () -> {
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
        return known == null ? new EntryUpdate<>(indexes.of(subject), id) : known;
    }

    private Transition putNew(IndexSubject<?> subject, String id, EntryInsert<?> addition) {
        var name = new EntryRef(subject, id);
        if (changed.containsKey(name) || added.putIfAbsent(name, addition) != null) {
            throw twice("id");
        }
        return this;
    }

    private static InvalidInputException twice(String where) {
        return new InvalidInputException(
                where, "one insertion, or updates of an existing entry", "both, or two insertions");
    }

    private IndexSubject<?> index(String subject, String id) {
        return validate(Operation.of(NAME, subject, id), () -> subjects.index(subject));
    }

    private Operation call(IndexSubject<?> subject, String id) {
        return Operation.of(NAME, subjects.text(subject), id);
    }
}
