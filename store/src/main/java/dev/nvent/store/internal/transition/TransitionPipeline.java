package dev.nvent.store.internal.transition;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.index.EntryInsert;
import dev.nvent.store.internal.index.EntryUpdate;
import dev.nvent.store.internal.index.UpdatedEntry;
import dev.nvent.store.internal.kv.KeySetting;
import dev.nvent.store.internal.sql.Pipeline;
import dev.nvent.store.internal.sql.Pipeline.Answers;
import dev.nvent.store.internal.sql.Pipeline.Slot;
import dev.nvent.store.internal.stream.AppendedEvents;
import dev.nvent.store.stream.Event;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.TransitionResult;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The statements of a transition, guards first, and the slots of their answers. */
final class TransitionPipeline {

    private final Pipeline statements = new Pipeline();
    private final List<EntryRef> guarded;
    private final Map<EntryRef, Slot<Integer>> versions = new LinkedHashMap<>();
    private final Map<EntryRef, Slot<Optional<UpdatedEntry>>> states = new LinkedHashMap<>();
    private final Function<Answers, List<Event>> appended;

    TransitionPipeline(
            Map<EntryRef, EntryUpdate<?>> updates,
            Map<EntryRef, EntryInsert<?>> inserts,
            Collection<KeySetting> settings,
            AppendedEvents events) {
        guarded = List.copyOf(updates.keySet());
        updates.forEach((entry, update) -> versions.put(entry, statements.add(update.guard(versions.size()))));
        updates.forEach((entry, update) -> {
            if (update.isDeletion()) {
                statements.add(update.deletion());
            } else if (update.isChange()) {
                states.put(entry, statements.add(update.change()));
            }
        });
        inserts.forEach((entry, insert) -> versions.put(entry, statements.add(insert.statement())));
        settings.forEach(setting -> statements.add(setting.statement()));
        appended = events.addTo(statements);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    Pipeline statements() {
        return statements;
    }

    /** The entry that a guard is about, by its place among the guards. */
    EntryRef guarded(int place) {
        return guarded.get(place);
    }

    /**
     * Reads the answers.
     *
     * @param operation what an error about an entry names
     * @throws DatabaseException if an entry was not found again that its guard had locked
     */
    TransitionResult applied(Answers answers, Function<EntryRef, Operation> operation) {
        var entries = new HashMap<EntryRef, TransitionResult.EntryState>();
        versions.forEach(
                (entry, slot) -> entries.put(entry, new TransitionResult.EntryState(answers.get(slot), Map.of())));
        states.forEach((entry, slot) -> {
            UpdatedEntry state = answers.get(slot).orElseThrow(() -> lostEntry(operation.apply(entry)));
            entries.put(entry, new TransitionResult.EntryState(state.version(), state.counts()));
        });
        return new TransitionResult.Applied(appended.apply(answers), entries);
    }

    /** Impossible on one PostgreSQL session. A router that spreads statements over several sessions breaks transitions. */
    private static DatabaseException lostEntry(Operation operation) {
        return new DatabaseException(
                operation,
                new SQLException("the update found no entry although the transition had locked it", "02000"),
                false);
    }
}
