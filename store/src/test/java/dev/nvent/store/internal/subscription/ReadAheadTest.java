package dev.nvent.store.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.PartitionReads.Batch;
import dev.nvent.store.stream.Event;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.subscription.SubscribedEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private static final int BATCH = 2;
    private static final View HORIZON = new View(1_000, 1_000, "server", 0, "");

    private long now = 1_000_000_000;
    private final ReadAhead ahead = new ReadAhead(() -> now);

    @Test
    void a_full_batch_of_many_is_followed_by_a_read_of_several_batches() {
        assertThat(ahead.limit(BATCH, 1_000)).isEqualTo(BATCH);

        ahead.keep(HORIZON, events(1, 2), 2, BATCH);

        assertThat(ahead.limit(BATCH, 998)).isEqualTo(4 * BATCH);
        assertThat(ahead.limit(BATCH, BATCH)).isEqualTo(BATCH);
    }

    @Test
    void the_batches_of_a_read_follow_one_another_and_the_last_ends_where_the_read_did() {
        Batch first = ahead.keep(HORIZON, events(1, 5), 9, BATCH);

        assertThat(first).isEqualTo(new Batch(events(1, 2), 2));
        assertThat(ahead.next(HORIZON, 2, BATCH)).contains(new Batch(events(3, 4), 4));
        assertThat(ahead.next(HORIZON, 4, BATCH)).contains(new Batch(events(5, 5), 9));
        assertThat(ahead.next(HORIZON, 9, BATCH)).isEmpty();
    }

    @Test
    void another_position_causes_a_new_read() {
        ahead.keep(HORIZON, events(1, 6), 6, BATCH);

        assertThat(ahead.next(HORIZON, 0, BATCH)).isEmpty();
        assertThat(ahead.next(HORIZON, 1, BATCH)).isEmpty();
        assertThat(ahead.next(HORIZON, 4, BATCH)).isEmpty();
    }

    @Test
    void nothing_is_kept_over_a_restart_of_the_server_or_ids_that_begin_again() {
        ahead.keep(HORIZON, events(1, 6), 6, BATCH);

        assertThat(ahead.next(new View(1_000, 1_000, "promoted", 0, ""), 2, BATCH))
                .isEmpty();
        assertThat(ahead.next(new View(1_000, 1_000, "server", 1, ""), 2, BATCH))
                .isEmpty();
    }

    @Test
    void a_slow_handler_gets_events_of_a_new_read_and_one_batch_at_a_time() {
        ahead.keep(HORIZON, events(1, 6), 6, BATCH);
        now += 120_000_000;

        assertThat(ahead.next(HORIZON, 2, BATCH)).isEmpty();
        assertThat(ahead.limit(BATCH, 1_000)).isEqualTo(BATCH);
    }

    @Test
    void large_events_are_read_one_batch_at_a_time() {
        ahead.keep(HORIZON, List.of(event(1, "\"" + "x".repeat(2_000_000) + "\""), event(2, "1")), 2, BATCH);

        assertThat(ahead.limit(BATCH, 1_000)).isEqualTo(BATCH);
    }

    private static List<SubscribedEvent> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(id -> event(id, "1"))
                .toList();
    }

    private static SubscribedEvent event(long id, String json) {
        var event = new Event(id, Instant.EPOCH, "paid", null, null, null, null, null, json, null, null, false);
        return new SubscribedEvent(new FlowRunEvents("run"), event);
    }
}
