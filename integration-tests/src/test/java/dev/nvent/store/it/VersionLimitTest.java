package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.VersionLimitException;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.SortedIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry whose version cannot rise any more. */
class VersionLimitTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int MAX = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({
        "nvent:flow:runs:f, flow_runs, completedSteps",
        "nvent:flows, flows, stats.total",
        "nvent:triggers, triggers, stats.totalFires",
        "nvent:scheduler:jobs, scheduler_jobs, interval",
        "own:any, index_entries, count",
    })
    void each_change_of_an_entry_at_the_highest_version_fails_and_changes_nothing(
            String subject, String table, String number) {
        SortedIndex<?> index = STORE.store().index(subject);
        index.add("a", 1, Map.of(number, 1));
        TestPostgres.execute("UPDATE " + STORE.schema() + ".nvent_" + table + " SET version = " + MAX);
        Map<String, Object> before = index.get("a").orElseThrow().metadata();

        for (Runnable change : List.<Runnable>of(
                () -> index.add("a", 2, Map.of()),
                () -> index.update("a", Map.of("note", 1)),
                () -> index.update("a", MAX, Map.of("note", 1)),
                () -> index.increment("a", number, 1),
                () -> index.increment("a", "document.number", 1),
                () -> index.extend("a", MAX, Duration.ofSeconds(1)),
                () -> index.release("a", MAX),
                () -> index.reschedule("a", MAX, DueTime.now()))) {
            assertThatExceptionOfType(VersionLimitException.class)
                    .isThrownBy(change::run)
                    .withMessageContaining("2147483647");
        }
        assertThat(index.get("a").orElseThrow().metadata()).isEqualTo(before);
        assertThat(index.delete("a")).isTrue();
        assertThat(index.add("a", 1, Map.of())).isZero();
        index.delete("a");
    }

    @Test
    void a_claim_names_the_entry_and_claims_nothing() {
        SortedIndex<?> index = STORE.store().index("own:claimed");
        index.add("first", 1, Map.of());
        index.add("full", 2, Map.of());
        TestPostgres.execute(
                "UPDATE " + STORE.schema() + ".nvent_index_entries SET version = " + MAX + " WHERE id = 'full'");

        assertThatExceptionOfType(VersionLimitException.class)
                .isThrownBy(() -> index.claim(10, Duration.ofMinutes(1)))
                .withMessageContaining("index.claim on 'own:claimed', id 'full'");
        assertThat(index.get("first").orElseThrow().version()).isZero();

        index.delete("full");
        assertThat(index.claim(10, Duration.ofMinutes(1))).hasSize(1);
    }

    @Test
    void a_number_that_does_not_fit_is_still_another_error() {
        SortedIndex<?> flows = STORE.store().flows();
        flows.add("full", 1, Map.of("stats.total", MAX));

        assertThatExceptionOfType(IncrementException.class)
                .isThrownBy(() -> flows.increment("full", "stats.total", 1))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(IncrementException.Reason.OUT_OF_RANGE));
    }

    @Test
    void in_a_transaction_it_is_the_error_of_the_database() {
        SortedIndex<?> index = STORE.store().index("own:transaction");
        index.add("a", 1, Map.of());
        TestPostgres.execute("UPDATE " + STORE.schema() + ".nvent_index_entries SET version = " + MAX);

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store()
                        .inTransaction(tx -> tx.index("own:transaction").update("a", Map.of("note", 1))))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("22003"));
    }
}
