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
 * Follows a stream without missing what commits late. Whoever goes on after the last id it saw misses events whose
 * writers drew a smaller id and commit later. So this reads again from a floor, below which nothing can appear any more,
 * and leaves out what it has seen. The floor rises to an id as soon as every transaction is over that ran when the id was
 * there to be seen.
 */
final class Follower {

    private final EventStream stream;
    private final DSLContext dsl;
    private final Set<Long> seen = new HashSet<>();
    private long floor;
    private long highest;
    private Candidate candidate;

    /** Ids up to this one are settled when every transaction below another is over. */
    private record Candidate(long id, long transaction) {}

    /** @param begin the events that are known already: whatever is below the first of them is left out */
    Follower(EventStream stream, DSLContext dsl, List<Event> begin) {
        this.stream = stream;
        this.dsl = dsl;
        begin.forEach(event -> seen.add(event.id()));
        this.floor = begin.isEmpty() ? 0 : begin.getFirst().id() - 1;
        this.highest = begin.isEmpty() ? 0 : begin.getLast().id();
    }

    /** Hands over the events that have appeared since the last time, in the order of their ids. */
    void poll(Consumer<Event> found) {
        // Before the events are read, so that they hold whatever was committed by the transactions that are over now.
        var transactions = dsl.select(PgCatalog.oldestRunning(), PgCatalog.nextTransaction())
                .fetchSingle();
        long before = highest;
        stream.walk(EventQuery.all().withAfter(floor)).forEach(event -> {
            if (seen.add(event.id())) {
                highest = Math.max(highest, event.id());
                found.accept(event);
            }
        });
        if (candidate != null && transactions.value1() >= candidate.transaction()) {
            floor = candidate.id();
            seen.removeIf(id -> id <= floor);
            candidate = null;
        }
        if (candidate == null && before > floor) {
            candidate = new Candidate(before, transactions.value2());
        }
    }
}
