package dev.nvent.store.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final Duration QUICK = Duration.ofNanos(300_000);

    private final PollSchedule schedule = new PollSchedule(0);
    private long now;

    @Test
    void a_quick_poll_is_followed_by_a_short_pause() {
        polled(QUICK, true, false);

        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void a_slow_poll_is_followed_by_a_longer_pause() {
        polled(Duration.ofMillis(1), true, false);
        assertThat(pause()).isEqualTo(Duration.ofMillis(4));
        polled(Duration.ofMillis(100), true, false);
        assertThat(pause()).isEqualTo(Duration.ofMillis(8));
    }

    @Test
    void intervals_double_up_to_a_second_while_nothing_happens() {
        polled(QUICK, true, false);
        assertThat(interval()).isEqualTo(Duration.ofMillis(8));
        polled(QUICK, false, false);
        assertThat(interval()).isEqualTo(Duration.ofMillis(16));
        for (int i = 0; i < 10; i++) {
            polled(QUICK, false, false);
        }
        assertThat(interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void a_writer_that_appears_is_looked_after_at_short_intervals() {
        for (int i = 0; i < 10; i++) {
            polled(QUICK, false, false);
        }
        polled(QUICK, false, true);
        assertThat(interval()).isEqualTo(Duration.ofMillis(8));
        for (int i = 0; i < 10; i++) {
            polled(QUICK, false, true);
            assertThat(interval()).isLessThanOrEqualTo(Duration.ofMillis(64));
        }
    }

    @Test
    void the_end_of_a_writer_is_noticed_after_an_eighth_of_its_time() {
        polled(QUICK, true, true);
        long began = now;
        while (now - began < Duration.ofSeconds(30).toNanos()) {
            polled(QUICK, false, true);
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
        polled(QUICK, true, true);
        for (int i = 0; i < 100; i++) {
            polled(QUICK, false, true);
        }
        polled(QUICK, true, false);

        assertThat(interval()).isEqualTo(Duration.ofMillis(8));
        assertThat(pause()).isEqualTo(Duration.ofMillis(2));
    }

    /** Polls when it is due without a signal. */
    private void polled(Duration duration, boolean hasMoved, boolean isPending) {
        long began = Math.max(now, schedule.latest());
        now = began + duration.toNanos();
        schedule.polled(began, now, hasMoved, isPending);
    }

    private Duration pause() {
        return Duration.ofNanos(schedule.earliest() - now);
    }

    private Duration interval() {
        return Duration.ofNanos(schedule.latest() - now);
    }
}
