package dev.nvent.store.cli;

import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * Follows a stream without skipping events that commit late. Ids are assigned before the commit, so an event can become
 * visible after events with greater ids; reading from the last id that was seen would skip it. Each poll therefore reads
 * from a low-water mark, below which no event can appear any more, and drops the events that were already delivered. The
 * mark advances to an id once all transactions have ended that were running when the id was first visible.
 */
final class StreamFollower {

    private final EventStream stream;
    private final DSLContext dsl;
    private final Set<Long> delivered = new HashSet<>();
    private long lowWaterMark;
    private long highest;
    private Candidate candidate;

    /** An id that becomes the low-water mark once every transaction before {@code transaction} has ended. */
    private record Candidate(long id, long transaction) {}

    /** @param known events that are already delivered; events before the first of them are not delivered */
    StreamFollower(EventStream stream, DSLContext dsl, List<Event> known) {
        this.stream = stream;
        this.dsl = dsl;
        known.forEach(event -> delivered.add(event.id()));
        this.lowWaterMark = known.isEmpty() ? 0 : known.getFirst().id() - 1;
        this.highest = known.isEmpty() ? 0 : known.getLast().id();
    }

    /** Delivers the events that became visible since the last poll, in the order of their ids. */
    void poll(Consumer<Event> consumer) {
        // The snapshot comes first: the events read below include all commits of transactions that ended before it.
        var snapshot = dsl.select(PgCatalog.oldestRunning(), PgCatalog.nextTransaction())
                .fetchSingle();
        long before = highest;
        stream.stream(EventQuery.all().withAfter(lowWaterMark)).forEach(event -> {
            if (delivered.add(event.id())) {
                highest = Math.max(highest, event.id());
                consumer.accept(event);
            }
        });
        if (candidate != null && snapshot.value1() >= candidate.transaction()) {
            lowWaterMark = candidate.id();
            delivered.removeIf(id -> id <= lowWaterMark);
            candidate = null;
        }
        if (candidate == null && before > lowWaterMark) {
            candidate = new Candidate(before, snapshot.value2());
        }
    }
}
