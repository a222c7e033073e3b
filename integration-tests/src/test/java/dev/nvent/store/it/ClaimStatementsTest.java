package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The statements that claims send. */
class ClaimStatementsTest extends ClaimFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    ClaimStatementsTest() {
        super(STORE);
    }

    @Test
    void many_claims_are_completed_in_one_statement() {
        subject = "own:due";
        addDue(1, 2, 3);
        index().claim(3, LEASE);
        index().update("due2", Map.of());

        List<String> statements = STORE.statementsOf(
                () -> assertThat(index().deleteAll(Map.of("due1", 1, "due2", 1, "due3", 1, "missing", 1)))
                        .isEqualTo(Set.of("due1", "due3")));

        assertThat(statements).hasSize(1);
        assertThat(index().get("due2")).isPresent();
    }

    @Test
    void each_step_of_a_claim_is_one_statement() {
        subject = "own:due";
        addDue(1, 2, 3);

        assertThat(STORE.statementsOf(() -> index().claim(3, LEASE))).hasSize(1);
        assertThat(STORE.statementsOf(() -> index().extend("due1", 1, LEASE))).hasSize(1);
        assertThat(STORE.statementsOf(() -> index().release("due1", 2))).hasSize(1);
        assertThat(STORE.statementsOf(() -> index().reschedule("due2", 1, DueTime.now(), Map.of("a", 1))))
                .hasSize(1);
        assertThat(STORE.statementsOf(() -> index().delete("due3", 1))).hasSize(1);
    }

    @Test
    void invalid_claims_send_nothing() {
        SortedIndex<?> index = store().index("own:due");
        assertThat(STORE.statementsOf(() -> {
                    assertRejected(() -> index.claim(0, LEASE));
                    assertRejected(() -> index.claim(1, Duration.ZERO));
                    assertRejected(() -> index.claim(1, null));
                    assertRejected(() -> index.claim(1, Duration.ofDays(40_000)));
                    assertRejected(() -> index.claim(IndexQuery.all().withOffset(1), LEASE));
                    assertRejected(() -> index.claim(IndexQuery.all().withAfter(new IndexCursor(1, "a")), LEASE));
                    assertRejected(() -> index.extend("a", 0, Duration.ofSeconds(-1)));
                    assertRejected(() -> index.reschedule("a", 0, null));
                    assertRejected(() -> index.reschedule("", 0, DueTime.now()));
                    assertRejected(() -> DueTime.after(Duration.ofSeconds(-1)));
                    assertRejected(() -> DueTime.at(Instant.MAX));
                    assertRejected(() -> index.deleteAll((Map<String, Integer>) null));
                    assertThat(index.deleteAll(Map.of())).isEmpty();
                }))
                .isEmpty();
    }

    private static void assertRejected(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call);
    }
}
