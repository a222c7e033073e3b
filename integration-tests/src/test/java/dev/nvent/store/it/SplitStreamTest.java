package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.retention.SweepResult;
import dev.nvent.store.stream.AppendResult;
import dev.nvent.store.stream.AppendResult.Appended;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stream types that are split by time: appends, reads and subscriptions across parts, and retention of parts. */
@SuppressWarnings("try") // Subscriptions run while they are open.
class SplitStreamTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final Duration MONTH = Duration.ofDays(30);

    private final String type = "split:t" + NUMBER.incrementAndGet();
    private final String subject = type + ":1";

    /** The first split of a database rearranges the partitions of all types. */
    @BeforeAll
    static void splitAnotherType() {
        STORE.store().streamTypes().split("split:first", SplitPeriod.YEAR);
    }

    @Test
    void a_type_is_split_once_and_listed_with_its_period() {
        append("a");

        assertThat(STORE.store().streamTypes().split(type, SplitPeriod.MONTH)).isTrue();
        assertThat(STORE.store().streamTypes().split(type, SplitPeriod.DAY)).isFalse();

        assertThat(STORE.store().streamTypes().list())
                .filteredOn(known -> known.subjectType().equals(type))
                .singleElement()
                .satisfies(known -> assertThat(known.splitBy()).contains(SplitPeriod.DAY));
        assertThat(parts()).hasSize(2);
    }

    @Test
    void a_type_can_be_split_before_its_first_event() {
        split();

        append("a");

        assertThat(types()).containsExactly("a");
    }

    @Test
    void a_new_part_begins_when_the_period_of_the_newest_is_over() {
        append("a");
        split();
        append("b");
        sweep(FOREVER);
        assertThat(parts()).hasSize(2);

        roll();
        append("c");

        assertThat(parts()).hasSize(3);
        assertThat(eventsOfPart(parts().getLast())).isEqualTo(1);
    }

    @Test
    void events_keep_their_order_across_parts() {
        append("a", "b");
        split();
        append("c");
        roll();
        append("d", "e");

        assertThat(types()).containsExactly("a", "b", "c", "d", "e");
        List<Event> newestFirst = stream()
                .read(EventQuery.all().withOrder(EventQuery.Order.NEWEST_FIRST).withLimit(4))
                .events();
        assertThat(newestFirst).extracting(Event::type).containsExactly("e", "d", "c", "b");
        assertThat(stream()
                        .read(EventQuery.all().withAfter(newestFirst.getLast().id()))
                        .events())
                .extracting(Event::type)
                .containsExactly("c", "d", "e");
        assertThat(stream().stream(EventQuery.all()).map(Event::type)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void an_idempotency_key_of_an_older_part_is_a_duplicate() {
        Event stored = stream().append(NewEvent.of("a").withKey("k"));
        split();
        roll();

        Event again = stream().append(NewEvent.of("b").withKey("k"));

        assertThat(again.isDuplicate()).isTrue();
        assertThat(again.id()).isEqualTo(stored.id());
        assertThat(types()).containsExactly("a");
    }

    @Test
    void a_batch_appends_what_no_part_has() {
        stream().append(NewEvent.of("a").withKey("a"));
        split();
        stream().append(NewEvent.of("b").withKey("b"));
        roll();

        List<Event> appended = stream()
                .appendAll(List.of(
                        NewEvent.of("b").withKey("b"),
                        NewEvent.of("x"),
                        NewEvent.of("c").withKey("c"),
                        NewEvent.of("a").withKey("a")));

        assertThat(appended).extracting(Event::isDuplicate).containsExactly(true, false, false, true);
        assertThat(types()).containsExactly("a", "b", "x", "c");
    }

    @Test
    void transitions_and_imports_find_the_keys_of_older_parts() {
        stream().append(NewEvent.of("a").withKey("a"));
        split();
        roll();

        STORE.store()
                .transition()
                .append(subject, NewEvent.of("a").withKey("a"))
                .append(subject, NewEvent.of("b").withKey("b"))
                .apply();
        long imported = STORE.store().importEvents(events -> {
            events.append(subject, NewEvent.of("a").withKey("a"));
            events.append(subject, NewEvent.of("b").withKey("b"));
            events.append(subject, NewEvent.of("c").withKey("c"));
        });

        assertThat(imported).isEqualTo(1);
        assertThat(types()).containsExactly("a", "b", "c");
    }

    @Test
    void an_import_without_keys_goes_to_the_newest_part() {
        append("a");
        split();

        STORE.store().importEvents(events -> {
            for (int i = 0; i < 100; i++) {
                events.append(subject, NewEvent.of("imported"));
            }
        });

        assertThat(eventsOfPart(parts().getLast())).isEqualTo(100);
    }

    @Test
    void versions_continue_across_parts() {
        stream().append(0, List.of(NewEvent.of("a"), NewEvent.of("b")));
        split();
        roll();

        assertThat(stream().append(1, List.of(NewEvent.of("x")))).isEqualTo(new AppendResult.Conflict(1, 2));
        assertThat(stream().append(0, List.of(NewEvent.of("x")))).isEqualTo(new AppendResult.Conflict(0, 2));
        assertThat(((Appended) stream().append(2, List.of(NewEvent.of("c"), NewEvent.of("d")))).version())
                .isEqualTo(4);
        roll();
        assertThat(((Appended) stream().append(4, List.of(NewEvent.of("e").withKey("e")))).version())
                .isEqualTo(5);
        assertThat(stream().read().events()).extracting(Event::version).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThatExceptionOfType(StreamVersioningException.class)
                .isThrownBy(() -> stream().append(NewEvent.of("without")));
    }

    @Test
    void each_key_of_concurrent_callers_is_stored_once_while_parts_begin() {
        split();
        int keys = 100;
        int rolls = 3;
        var done = new AtomicBoolean();

        List<Integer> results = ConcurrentCallers.run(ConcurrentCallers.COUNT + 1, caller -> {
            if (caller == 0) {
                return untilDone(done, () -> {
                    for (int i = 0; i < rolls; i++) {
                        append("tick");
                        roll();
                    }
                });
            }
            int appended = 0;
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, keys).boxed().toList());
            Collections.shuffle(order);
            do {
                for (int key : order) {
                    EventStream stream = STORE.store().stream(type + ":" + key % 3);
                    appended += stream.append(NewEvent.of("keyed").withKey("k" + key))
                                    .isDuplicate()
                            ? 0
                            : 1;
                }
            } while (!done.get());
            return appended;
        });

        assertThat(parts()).hasSizeGreaterThan(2);
        assertThat(results.stream().mapToInt(Integer::intValue).sum()).isEqualTo(keys);
        assertThat(TestPostgres.strings("SELECT count(*) || ' ' || count(DISTINCT (subject, idempotency_key)) FROM "
                        + table("stream") + " WHERE subject_type = '" + type + "' AND type = 'keyed'"))
                .containsExactly(keys + " " + keys);
    }

    @Test
    void versions_of_concurrent_callers_have_no_gap_while_parts_begin() {
        split();
        int rounds = 8;
        var done = new AtomicBoolean();

        List<Integer> won = ConcurrentCallers.run(17, caller -> {
            if (caller == 0) {
                return untilDone(done, () -> {
                    for (int i = 0; i < 4; i++) {
                        STORE.store().stream(type + ":tick").append(NewEvent.of("tick"));
                        roll();
                    }
                });
            }
            int appended = 0;
            for (int i = 0; i < rounds || !done.get(); i++) {
                List<Event> newest = stream()
                        .read(EventQuery.all()
                                .withOrder(EventQuery.Order.NEWEST_FIRST)
                                .withLimit(1))
                        .events();
                long version = newest.isEmpty() ? 0 : newest.getFirst().version();
                if (stream().append(version, List.of(NewEvent.of("a"), NewEvent.of("b"))) instanceof Appended) {
                    appended += 2;
                }
            }
            return appended;
        });

        List<Long> versions =
                stream().stream(EventQuery.all()).map(Event::version).toList();
        assertThat(versions).hasSize(won.stream().mapToInt(Integer::intValue).sum());
        assertThat(versions)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, versions.size())
                        .mapToObj(Long::valueOf)
                        .toList());
    }

    @Test
    void a_type_is_split_and_joined_while_others_append_to_it() {
        append("before");
        var done = new AtomicBoolean();
        List<Event> appended = Collections.synchronizedList(new ArrayList<>());

        ConcurrentCallers.run(9, caller -> {
            if (caller == 0) {
                return untilDone(done, () -> {
                    for (int i = 0; i < 3; i++) {
                        split();
                        STORE.store().streamTypes().join(type);
                    }
                    split();
                });
            }
            for (int i = 0; !done.get(); i++) {
                NewEvent event = NewEvent.of("e" + caller + "-" + i);
                appended.add(stream().append(caller % 2 == 0 ? event : event.withKey(event.type())));
            }
            return 0;
        });

        assertThat(stream().stream(EventQuery.all())
                        .filter(event -> !event.type().equals("before")))
                .containsExactlyInAnyOrderElementsOf(appended);
    }

    @Test
    void a_sweep_drops_the_parts_whose_events_are_all_old_and_nothing_else() {
        String other = "kept:" + type;
        STORE.store().stream(other).append(NewEvent.of("other"));
        append("old", "older");
        split();
        roll();
        append("new");
        List<String> before = parts();
        RetentionRule rule = RetentionRule.streamEvents(type, MONTH);

        assertThat(STORE.store().retention().count(List.of(rule))).containsExactly(new SweepResult(rule, 0, 2, true));
        assertThat(STORE.store().retention().sweep(List.of(rule))).containsExactly(new SweepResult(rule, 0, 2, true));

        assertThat(types()).containsExactly("new");
        assertThat(parts()).containsExactly(before.getLast());
        assertThat(STORE.store().stream(other).read().events()).hasSize(1);
    }

    @Test
    void a_part_with_one_recent_event_is_kept() {
        append("a", "b", "c");
        split();
        roll();
        append("d");
        TestPostgres.execute("UPDATE " + table("stream") + " SET ts = (extract(epoch FROM now()) * 1000)::bigint"
                + " WHERE subject_type = '" + type + "' AND type = 'b'");

        assertThat(sweep(MONTH).events()).isZero();

        assertThat(types()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_part_with_an_event_that_a_subscription_has_not_seen_is_kept() {
        append("a", "b");
        split();
        roll();
        append("c");
        String name = "unseen" + type;
        try (PullSubscription pull = STORE.store()
                .subscribe(name)
                .to(EventSource.subjectType(type))
                .from(StartPosition.beginning())
                .withBatchSize(1)
                .pull()) {
            assertThat(sweep(MONTH).events()).isZero();
            for (String expected : List.of("a", "b", "c")) {
                PullSubscription.Batch batch = pull.poll(Duration.ofSeconds(10)).orElseThrow();
                assertThat(batch.events().getFirst().type()).isEqualTo(expected);
                batch.acknowledge();
            }
        }
        assertThat(sweep(MONTH).events()).isEqualTo(2);
        STORE.store().subscriptions().delete(name);
        assertThat(types()).containsExactly("c");
    }

    @Test
    void the_newest_part_is_never_dropped() {
        append("a");
        split();
        roll();
        append("b");
        makeOld();

        sweep(Duration.ZERO);
        append("c");

        assertThat(types()).containsExactly("c");
        assertThat(sweep(Duration.ZERO).isComplete()).isTrue();
    }

    @Test
    void a_year_of_appends_and_sweeps_keeps_the_number_of_parts() {
        split();
        for (int month = 0; month < 12; month++) {
            stream().appendAll(Collections.nCopies(200, NewEvent.of("m" + month)));
            TestPostgres.execute(
                    "UPDATE " + table("stream") + " SET ts = ts - 2764800000 WHERE subject_type = '" + type + "'");
            sweep(Duration.ofDays(100));
            assertThat(parts()).hasSizeLessThanOrEqualTo(6);
        }

        assertThat(stream().stream(EventQuery.all()).map(Event::type).distinct())
                .containsExactly("m9", "m10", "m11");
    }

    @Test
    void other_types_keep_their_unique_keys() {
        String other = "notsplit:" + type;
        STORE.store().stream(other).append(NewEvent.of("a").withKey("k"));
        split();

        assertThat(STORE.store().stream(other)
                        .append(NewEvent.of("a").withKey("k"))
                        .isDuplicate())
                .isTrue();
        assertThat(((Appended) STORE.store().stream(other + ":v").append(0, List.of(NewEvent.of("a")))).version())
                .isEqualTo(1);
        assertThat(STORE.store().stream(other + ":v").append(0, List.of(NewEvent.of("a"))))
                .isEqualTo(new AppendResult.Conflict(0, 1));
    }

    @Test
    void a_dropped_type_is_not_split_when_it_is_created_again() {
        append("a");
        split();
        roll();

        assertThat(STORE.store().streamTypes().drop(type)).isTrue();
        append("b");

        assertThat(types()).containsExactly("b");
        assertThat(parts()).isEmpty();
    }

    @Test
    void joining_moves_all_events_back_to_one_table() {
        stream().append(NewEvent.of("a").withKey("a"));
        split();
        roll();
        append("b");

        assertThat(STORE.store().streamTypes().join(type)).isTrue();
        assertThat(STORE.store().streamTypes().join(type)).isFalse();

        append("c");
        assertThat(stream().append(NewEvent.of("a").withKey("a")).isDuplicate()).isTrue();
        assertThat(types()).containsExactly("a", "b", "c");
        assertThat(STORE.store().streamTypes().list())
                .filteredOn(known -> known.subjectType().equals(type))
                .singleElement()
                .satisfies(known -> assertThat(known.splitBy()).isEqualTo(Optional.empty()));
    }

    @Test
    void keys_of_a_split_type_are_refused_in_transactions_with_one_snapshot() {
        append("a");
        split();

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store().inTransaction(transaction -> {
                    transaction.reports().dsl().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    return transaction.stream(subject).append(NewEvent.of("b").withKey("b"));
                }))
                .withMessageContaining("READ COMMITTED");
        assertThat(types()).containsExactly("a");
    }

    @Test
    void a_split_in_a_transaction_and_of_a_subject_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store()
                        .inTransaction(transaction -> transaction.streamTypes().split(type, SplitPeriod.DAY)))
                .withMessageContaining("transaction");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().streamTypes().split(subject, SplitPeriod.DAY))
                .withMessageContaining("segments");
    }

    private static int untilDone(AtomicBoolean done, Runnable work) {
        try {
            work.run();
            return 0;
        } finally {
            done.set(true);
        }
    }

    private EventStream stream() {
        return STORE.store().stream(subject);
    }

    private void append(String... types) {
        for (String type : types) {
            stream().append(NewEvent.of(type));
        }
    }

    private List<String> types() {
        return stream().stream(EventQuery.all()).map(Event::type).toList();
    }

    private void split() {
        STORE.store().streamTypes().split(type, SplitPeriod.MONTH);
    }

    /**
     * Makes all events old, so that a sweep begins a new part, unless the newest is empty. A sweep leaves that to the next if it does
     * not get the locks.
     */
    private void roll() {
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

    private void makeOld() {
        TestPostgres.execute(
                "UPDATE " + table("stream") + " SET ts = 1700000000000 WHERE subject_type = '" + type + "'");
    }

    private SweepResult sweep(Duration age) {
        return STORE.store()
                .retention()
                .sweep(List.of(RetentionRule.streamEvents(type, age)), SweepOptions.DEFAULT)
                .getFirst();
    }

    private List<String> parts() {
        return TestPostgres.strings("SELECT part FROM " + STORE.schema() + ".nvent_stream_parts('nvent_', '" + type
                + "') ORDER BY from_id");
    }

    private static long eventsOfPart(String part) {
        return Long.parseLong(TestPostgres.strings("SELECT count(*) FROM " + STORE.schema() + "." + part)
                .getFirst());
    }

    private static String table(String name) {
        return STORE.schema() + ".nvent_" + name;
    }
}
