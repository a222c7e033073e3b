package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;

import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.retention.SweepResult;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** A stream of a new type that is split by time, and its parts. */
abstract class SplitStreamFixture {

    static final Duration FOREVER = Duration.ofDays(36_500);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final String type = "split:t" + NUMBER.incrementAndGet();
    final String subject = type + ":1";
    private final TestStore store;

    SplitStreamFixture(TestStore store) {
        this.store = store;
    }

    /** The first split of a database rearranges the partitions of all types. */
    @BeforeEach
    void splitAnotherType() {
        store.store().streamTypes().split("split:first", SplitPeriod.YEAR);
    }

    final EventStream stream() {
        return store.store().stream(subject);
    }

    final void append(String... types) {
        for (String type : types) {
            stream().append(NewEvent.of(type));
        }
    }

    final List<String> types() {
        return stream().stream(EventQuery.all()).map(Event::type).toList();
    }

    final void split() {
        store.store().streamTypes().split(type, SplitPeriod.MONTH);
    }

    /**
     * Makes all events old, so that a sweep begins a new part, unless the newest is empty. A sweep that does not get the
     * locks leaves that to the next.
     */
    final void roll() {
        String newest = parts().getLast();
        if (eventsOfPart(newest) == 0) {
            makeOld();
            return;
        }
        await(() -> {
            makeOld();
            sweep(FOREVER);
            return !parts().getLast().equals(newest);
        });
    }

    final void makeOld() {
        TestPostgres.execute(
                "UPDATE " + table("stream") + " SET ts = 1700000000000 WHERE subject_type = '" + type + "'");
    }

    final SweepResult sweep(Duration age) {
        return store.store()
                .retention()
                .sweep(List.of(RetentionRule.streamEvents(type, age)), SweepOptions.DEFAULT)
                .getFirst();
    }

    final List<String> parts() {
        return TestPostgres.strings("SELECT part FROM " + store.schema() + ".nvent_stream_parts('nvent_', '" + type
                + "') ORDER BY from_id");
    }

    final long eventsOfPart(String part) {
        return Long.parseLong(TestPostgres.strings("SELECT count(*) FROM " + store.schema() + "." + part)
                .getFirst());
    }

    final String table(String name) {
        return store.schema() + ".nvent_" + name;
    }
}
