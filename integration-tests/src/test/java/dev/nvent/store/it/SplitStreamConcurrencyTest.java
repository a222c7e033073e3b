package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.AppendResult.Appended;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Concurrent appends to a type while it is split and joined, and while parts begin. */
class SplitStreamConcurrencyTest extends SplitStreamFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    SplitStreamConcurrencyTest() {
        super(STORE);
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

    private static int untilDone(AtomicBoolean done, Runnable work) {
        try {
            work.run();
            return 0;
        } finally {
            done.set(true);
        }
    }
}
