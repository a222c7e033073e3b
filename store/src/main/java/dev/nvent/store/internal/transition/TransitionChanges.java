package dev.nvent.store.internal.transition;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.index.EntryInsert;
import dev.nvent.store.internal.index.EntryUpdate;
import dev.nvent.store.internal.index.Indexes;
import dev.nvent.store.internal.kv.KeySetting;
import dev.nvent.store.internal.stream.AppendedEvents;
import dev.nvent.store.internal.stream.Streams;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.Transition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.Record;

/** The changes of a transition; refuses those that contradict each other. Not thread-safe. */
final class TransitionChanges {

    private final Indexes indexes;
    private final Map<EntryRef, EntryUpdate<?>> updates = new HashMap<>();
    private final Map<EntryRef, EntryInsert<?>> inserts = new HashMap<>();
    private final Map<String, KeySetting> settings = new TreeMap<>();
    private final AppendedEvents events;

    /** No changes yet. */
    TransitionChanges(Indexes indexes, Streams streams) {
        this.indexes = indexes;
        this.events = new AppendedEvents(streams);
    }

    /** The same changes, in the order in which every transition locks entries. */
    private <T> Map<EntryRef, T> inLockOrder(Map<EntryRef, T> changes) {
        if (changes.size() < 2) {
            return changes;
        }
        var sorted = new LinkedHashMap<EntryRef, T>();
        changes.keySet().stream()
                .sorted(Comparator.<EntryRef, String>comparing(entry ->
                                indexes.of(entry.subject()).table().table().getName())
                        .thenComparing(
                                entry -> indexes.of(entry.subject()).key().orElse(""))
                        .thenComparing(EntryRef::id))
                .forEachOrdered(entry -> sorted.put(entry, changes.get(entry)));
        return sorted;
    }

    void append(StreamSubject<?> subject, NewEvent event) {
        if (events.size() == Transition.MAX_EVENTS) {
            throw new InvalidInputException("event", "at most " + Transition.MAX_EVENTS + " events", "more");
        }
        events.add(subject, event, "event");
    }

    void insert(IndexSubject<?> subject, String id, EntryInsert<?> insert) {
        var entry = new EntryRef(subject, id);
        if (updates.containsKey(entry) || inserts.putIfAbsent(entry, insert) != null) {
            throw insertedTwice();
        }
    }

    /** Adds to what is done with an existing entry. */
    <R extends Record> void update(IndexSubject<R> subject, String id, Consumer<EntryUpdate<R>> change) {
        var entry = new EntryRef(subject, id);
        if (inserts.containsKey(entry)) {
            throw insertedTwice();
        }
        EntryUpdate<R> update = updateOf(subject, id);
        change.accept(update);
        updates.put(entry, update);
    }

    @SuppressWarnings("unchecked") // The subject is a part of the key, and determines the record.
    private <R extends Record> EntryUpdate<R> updateOf(IndexSubject<R> subject, String id) {
        var known = (EntryUpdate<R>) updates.get(new EntryRef(subject, id));
        return known == null ? new EntryUpdate<>(indexes.of(subject), id) : known;
    }

    void set(KeySetting setting) {
        if (settings.putIfAbsent(setting.key(), setting) != null) {
            throw new InvalidInputException("key", "one value for a key", "two");
        }
    }

    private static InvalidInputException insertedTwice() {
        return new InvalidInputException(
                "id", "one insertion, or updates of an existing entry", "both, or two insertions");
    }

    /** The streams that events are appended to, each once. */
    Set<StreamSubject<?>> streams() {
        return events.streams();
    }

    /** The statements that make the changes. */
    TransitionPipeline pipeline() {
        return new TransitionPipeline(inLockOrder(updates), inLockOrder(inserts), settings.values(), events);
    }

    /** Remembers, after the commit, what the append found out about the streams. */
    void committed() {
        events.committed();
    }
}
