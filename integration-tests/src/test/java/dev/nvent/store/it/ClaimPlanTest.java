package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.index.SortedIndex;
import java.time.Duration;
import java.util.Map;
import net.ttddyy.dsproxy.QueryInfo;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The statistics of the planner are always late for a queue: they know nothing of an index that is new, or still of many due
 * entries that have been completed. No claim may read more than it takes.
 */
class ClaimPlanTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @BeforeAll
    static void fill() {
        String table = STORE.schema() + ".nvent_index_entries";
        TestPostgres.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
        insert(table, "queue:old", 50_000, "n");
        insert(table, "queue:planned", 50_000, "4000000000000 + n");
        TestPostgres.execute("ANALYZE " + table);
        insert(table, "queue:new", 20_000, "n");
    }

    private static void insert(String table, String subject, int entries, String score) {
        TestPostgres.execute("INSERT INTO " + table + " (subject, id, score) SELECT '" + subject + "', 'entry' || n, "
                + score + " FROM generate_series(1, " + entries + ") AS n");
    }

    @Test
    void an_index_that_is_new_is_not_read_as_a_whole() {
        assertReadsNoMoreThanItTakes("queue:new");
    }

    @Test
    void an_index_with_many_due_entries_is_not_read_as_a_whole() {
        assertReadsNoMoreThanItTakes("queue:old");
    }

    @Test
    void an_index_with_many_entries_that_are_not_due_is_not_read_as_a_whole() {
        assertReadsNoMoreThanItTakes("queue:planned");
    }

    private static void assertReadsNoMoreThanItTakes(String subject) {
        SortedIndex<?> index = STORE.store().index(subject);
        for (int limit : new int[] {1, 10, 100}) {
            plan(() -> index.claim(limit, Duration.ofMillis(1)))
                    .contains(
                            "Index Scan Backward using idx_nvent_index_entries_score",
                            "Tid Scan on nvent_index_entries")
                    .doesNotContain("Seq Scan", "Bitmap", "Sort", "Hash Join", "Join Filter");
        }
        plan(() -> index.deleteAll(Map.of("missing", 1, "neither", 1)))
                .containsPattern("Index Cond: .*subject = .* AND .*id = ")
                .doesNotContain("Seq Scan", "Hash Join", "Join Filter");
    }

    private static AbstractStringAssert<?> plan(Runnable operation) {
        QueryInfo query = STORE.queriesOf(operation).getFirst();
        return assertThat(QueryPlan.of(query) + QueryPlan.generic(query)).as(query.getQuery());
    }
}
