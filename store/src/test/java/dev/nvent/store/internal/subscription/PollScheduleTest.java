package dev.nvent.store.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private final PollSchedule schedule = new PollSchedule(0);
    private long now;

    @Test
    void single_events_are_followed_by_a_short_pause() {
        polledAfter(Duration.ofMillis(300), 1);

        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void the_pause_grows_with_the_rate_of_events() {
        events(500);
        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
        events(2_000);
        assertThat(pause()).isBetween(Duration.ofMillis(3), Duration.ofMillis(4));
        events(50_000);
        assertThat(pause()).isEqualTo(Duration.ofMillis(10));
        events(500);
        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void intervals_double_up_to_a_second_while_nothing_happens() {
        polled(true, false);
        assertThat(interval()).isEqualTo(Duration.ofMillis(8));
        polled(false, false);
        assertThat(interval()).isEqualTo(Duration.ofMillis(16));
        for (int i = 0; i < 10; i++) {
            polled(false, false);
        }
        assertThat(interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void a_writer_that_appears_is_looked_after_at_short_intervals() {
        for (int i = 0; i < 10; i++) {
            polled(false, false);
        }
        polled(false, true);
        assertThat(interval()).isEqualTo(Duration.ofMillis(8));
        for (int i = 0; i < 10; i++) {
            polled(false, true);
            assertThat(interval()).isLessThanOrEqualTo(Duration.ofMillis(64));
        }
    }

    @Test
    void the_end_of_a_writer_is_noticed_after_an_eighth_of_its_time() {
        polled(true, true);
        long began = now;
        while (now - began < Duration.ofSeconds(30).toNanos()) {
            polled(false, true);
            long open = now - began;
            assertThat(interval().toNanos())
                    .isLessThanOrEqualTo(Math.max(open / 8, 64_000_000))
                    .isLessThanOrEqualTo(1_000_000_000);
        }
        assertThat(interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pause()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void polls_are_frequent_again_when_the_writer_has_ended() {
        polled(true, true);
        for (int i = 0; i < 100; i++) {
            polled(false, true);
        }
        polled(true, false);

        assertThat(interval()).isEqualTo(Duration.ofMillis(8));
        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    /** Events arrive for half a second. */
    private void events(int perSecond) {
        for (int i = 0; i < 100; i++) {
            polledAfter(Duration.ofMillis(5), perSecond / 200);
        }
    }

    private void polledAfter(Duration time, long events) {
        now += time.toNanos();
        schedule.polled(now, true, false, events);
    }

    /** Polls when it is due without a signal. */
    private void polled(boolean hasMoved, boolean isPending) {
        now = Math.max(now, schedule.latest());
        schedule.polled(now, hasMoved, isPending, 0);
    }

    private Duration pause() {
        return Duration.ofNanos(schedule.earliest() - now);
    }

    private Duration interval() {
        return Duration.ofNanos(schedule.latest() - now);
    }
}
