package dev.nvent.store.internal.transition;

import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.Operation;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.internal.index.EntryInsert;
import dev.nvent.store.internal.index.EntryUpdate;
import dev.nvent.store.internal.index.Indexes;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.kv.KeySetting;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.GuardFailedException;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.stream.Streams;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.transition.TransitionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Validates what is added to a transition, and sends it as one pipeline. */
public final class DefaultTransition implements Transition {

    private static final String NAME = "transition";

    private final Database database;
    private final SubjectParser subjects;
    private final Indexes indexes;
    private final Streams streams;
    private final JsonConverter json;
    private final TransitionChanges changes;

    /** A transition without changes. */
    public DefaultTransition(
            Database database, SubjectParser subjects, Indexes indexes, Streams streams, JsonConverter json) {
        this.database = database;
        this.subjects = subjects;
        this.indexes = indexes;
        this.streams = streams;
        this.json = json;
        this.changes = new TransitionChanges(indexes, streams);
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
        return with(
                call(subject, id),
                () -> changes.insert(subject, id, new EntryInsert<>(indexes.of(subject), id, score, fields)));
    }

    @Override
    public Transition add(String subject, String id, long score, Map<String, ?> metadata) {
        IndexSubject<?> index = index(subject, id);
        return with(
                call(index, id),
                () -> changes.insert(index, id, new EntryInsert<>(indexes.of(index), id, score, metadata)));
    }

    @Override
    public <R extends Record> Transition update(IndexSubject<R> subject, String id, Patch<R> patch) {
        return updating(subject, id, entry -> entry.merge(patch));
    }

    @Override
    public Transition update(String subject, String id, Map<String, ?> patch) {
        return updating(index(subject, id), id, entry -> entry.merge(patch));
    }

    @Override
    public Transition reschedule(IndexSubject<?> subject, String id, DueTime dueTime) {
        return updating(subject, id, entry -> entry.reschedule(dueTime));
    }

    @Override
    public Transition reschedule(String subject, String id, DueTime dueTime) {
        return reschedule(index(subject, id), id, dueTime);
    }

    @Override
    public Transition delete(IndexSubject<?> subject, String id) {
        return updating(subject, id, EntryUpdate::delete);
    }

    @Override
    public Transition delete(String subject, String id) {
        return delete(index(subject, id), id);
    }

    @Override
    public <R extends Record> Transition increment(
            IndexSubject<R> subject, String id, CounterField<R> counter, int delta) {
        return updating(subject, id, entry -> entry.count(counter, delta));
    }

    @Override
    public Transition increment(String subject, String id, String field, int delta) {
        return updating(index(subject, id), id, entry -> entry.count(field, delta));
    }

    @Override
    public Transition expectVersion(IndexSubject<?> subject, String id, int version) {
        return updating(subject, id, entry -> entry.expectVersion(version));
    }

    @Override
    public Transition expectVersion(String subject, String id, int version) {
        return expectVersion(index(subject, id), id, version);
    }

    @Override
    public <R extends Record, J> Transition expect(
            IndexSubject<R> subject, String id, ColumnField<R, ?, J> field, @Nullable J value) {
        return updating(subject, id, entry -> entry.expect(field, value));
    }

    @Override
    public Transition expect(String subject, String id, String field, @Nullable Object value) {
        return updating(index(subject, id), id, entry -> entry.expect(field, value));
    }

    @Override
    public Transition set(String key, Object value) {
        return with(Operation.of(NAME, key), () -> changes.set(KeySetting.forEver(key, value, json)));
    }

    @Override
    public Transition set(String key, Object value, Duration ttl) {
        return with(Operation.of(NAME, key), () -> changes.set(KeySetting.of(key, value, ttl, json)));
    }

    @Override
    public TransitionResult apply() {
        Operation call = Operation.of(NAME);
        TransitionPipeline pipeline = changes.pipeline();
        if (pipeline.isEmpty()) {
            return new TransitionResult.Applied(List.of(), Map.of());
        }
        Supplier<TransitionResult> send = () -> send(call, pipeline);
        for (StreamSubject<?> stream : changes.streams()) {
            Supplier<TransitionResult> inner = send;
            send = () -> streams.appending(database, call, stream, inner);
        }
        return send.get();
    }

    private TransitionResult send(Operation call, TransitionPipeline pipeline) {
        try {
            Answers answers = database.write(call, pipeline.statements(), changes::committed);
            return pipeline.applied(answers, entry -> call(entry.subject(), entry.id()));
        } catch (GuardFailedException e) {
            EntryRef entry = pipeline.guarded(e.entry());
            return e.version().isPresent()
                    ? new TransitionResult.Conflict(entry, e.version().getAsInt())
                    : new TransitionResult.Missing(entry);
        }
    }

    private Transition append(String name, StreamSubject<?> subject, NewEvent event) {
        return with(Operation.of(NAME, name), () -> changes.append(subject, event));
    }

    private <R extends Record> Transition updating(
            IndexSubject<R> subject, String id, Consumer<EntryUpdate<R>> change) {
        return with(call(subject, id), () -> changes.update(subject, id, change));
    }

    private Transition with(Operation call, Runnable change) {
        return validate(call, () -> {
            change.run();
            return this;
        });
    }

    private IndexSubject<?> index(String subject, String id) {
        return validate(Operation.of(NAME, subject, id), () -> subjects.index(subject));
    }

    private Operation call(IndexSubject<?> subject, String id) {
        return Operation.of(NAME, subjects.text(subject), id);
    }
}
