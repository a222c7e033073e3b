package dev.nvent.store.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.Operation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Operation CALL = Operation.of("index.update", "nvent:flows", "checkout");

    @Test
    void there_are_as_many_attempts_as_the_policy_allows() {
        Attempts attempts = attempts(new RetryPolicy(3, Duration.ZERO, Duration.ZERO));

        assertThat(attempts.pause()).isTrue();
        assertThat(attempts.pause()).isTrue();
        assertThat(attempts.pause()).isFalse();
    }

    @Test
    void there_is_no_attempt_after_the_duration_of_the_policy() {
        Attempts attempts = attempts(new RetryPolicy(100, Duration.ZERO, Duration.ZERO, Duration.ZERO));

        assertThat(attempts.pause()).isFalse();
    }

    @Test
    void a_conflict_at_the_last_attempt_is_an_error_with_their_number() {
        Attempts attempts = attempts(new RetryPolicy(2, Duration.ZERO, Duration.ZERO));
        attempts.pauseAfterConflict(CALL);

        assertThatExceptionOfType(ContentionException.class)
                .isThrownBy(() -> attempts.pauseAfterConflict(CALL))
                .withMessageContaining("gave up after 2 attempts")
                .satisfies(error -> assertThat(error.attempts()).isEqualTo(2));
    }

    @Test
    void an_interrupt_ends_the_attempts_and_stays_set() {
        Attempts attempts = attempts(RetryPolicy.DEFAULT);
        Thread.currentThread().interrupt();

        assertThat(attempts.pause()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Attempts attempts(RetryPolicy policy) {
        return new Attempts(policy, Observations.NONE);
    }
}
