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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements of a transition, guards first, and the slots of their answers. */
final class TransitionPipeline {

    private final Pipeline statements = new Pipeline();
    private final List<EntryRef> guarded;
    private final List<Entry> entries = new ArrayList<>();
    private final Function<Answers, List<Event>> appended;

    /** The slots of one entry: its version as the guard or the insert answers it, and what an update answers. */
    private record Entry(
            EntryRef ref, Slot<Integer> version, @Nullable Slot<Optional<UpdatedEntry>> update) {}

    TransitionPipeline(
            Map<EntryRef, EntryUpdate<?>> updates,
            Map<EntryRef, EntryInsert<?>> inserts,
            Collection<KeySetting> settings,
            AppendedEvents events) {
        guarded = List.copyOf(updates.keySet());
        var versions = new ArrayList<Slot<Integer>>(updates.size());
        updates.forEach((entry, update) -> versions.add(statements.add(update.guard(versions.size()))));
        updates.forEach((entry, update) -> entries.add(new Entry(entry, versions.get(entries.size()), add(update))));
        inserts.forEach((entry, insert) -> entries.add(new Entry(entry, statements.add(insert.statement()), null)));
        settings.forEach(setting -> statements.add(setting.statement()));
        appended = events.addTo(statements);
    }

    private @Nullable Slot<Optional<UpdatedEntry>> add(EntryUpdate<?> update) {
        if (update.isDeletion()) {
            statements.add(update.deletion());
        }
        return update.isChange() ? statements.add(update.change()) : null;
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
        var states = new HashMap<EntryRef, TransitionResult.EntryState>();
        for (Entry entry : entries) {
            Slot<Optional<UpdatedEntry>> update = entry.update();
            states.put(
                    entry.ref(),
                    update == null
                            ? new TransitionResult.EntryState(answers.get(entry.version()), Map.of())
                            : answers.get(update)
                                    .map(state -> new TransitionResult.EntryState(state.version(), state.counts()))
                                    .orElseThrow(() -> lostEntry(operation.apply(entry.ref()))));
        }
        return new TransitionResult.Applied(appended.apply(answers), states);
    }

    /** Impossible on one PostgreSQL session. A router that spreads statements over several sessions breaks transitions. */
    private static DatabaseException lostEntry(Operation operation) {
        return new DatabaseException(
                operation,
                new SQLException("the update found no entry although the transition had locked it", "02000"),
                false);
    }
}
