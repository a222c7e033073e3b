package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subjects, options and filters that a worker refuses. */
class WorkerOptionsTest extends WorkerFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    WorkerOptionsTest() {
        super(STORE);
    }

    @Test
    void scheduler_jobs_and_bad_options_are_refused() {
        NventStore store = STORE.store();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> store.worker("nvent:scheduler:jobs", OPTIONS, task -> Outcome.completed()))
                .withMessageContaining("scheduler()");
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> OPTIONS.withConcurrency(0));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> OPTIONS.withPrefetch(-1));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> OPTIONS.withLease(Duration.ofMillis(99)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> OPTIONS.withIdle(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void options_beyond_their_limits_are_refused() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        List<ThrowingCallable> refused = List.of(
                () -> OPTIONS.withConcurrency(Integer.MAX_VALUE),
                () -> OPTIONS.withPrefetch(Integer.MAX_VALUE),
                () -> OPTIONS.withLease(endless),
                () -> OPTIONS.withIdle(Duration.ofSeconds(1), endless),
                () -> OPTIONS.withDrainTimeout(endless),
                () -> FailurePolicy.backOff(Duration.ZERO, endless));

        assertThat(refused)
                .allSatisfy(option ->
                        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(option));
    }

    @Test
    void a_filter_that_the_index_does_not_take_is_refused_at_the_start() {
        WorkerOptions options = OPTIONS.withFilter(Map.of("status", 5));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().worker("nvent:flow:runs:f", options, task -> Outcome.completed()))
                .withMessageContaining("status");
    }
}
