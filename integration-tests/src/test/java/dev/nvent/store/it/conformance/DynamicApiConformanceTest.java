package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.it.TestStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the conformance suite through the dynamic API, and then checks the statements that it has sent. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class DynamicApiConformanceTest extends StoreContract {

    static final RetryPolicy FAST_RETRIES = new RetryPolicy(10, Duration.ofMillis(1), Duration.ofMillis(2));

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(STORE.options().withRetries(FAST_RETRIES));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    ContractStore implementation() {
        return new DynamicApi(store);
    }

    /** Rules of a distributed PostgreSQL (Citus) for the statements of all tests above. */
    @Nested
    @Order(Integer.MAX_VALUE)
    class DistributedStatements {

        private static final Pattern VOLATILE_OR_STABLE =
                Pattern.compile("current_timestamp|now\\(|clock_|statement_|random|nextval|set_config|current_setting");

        private static final Map<String, String> DISTRIBUTION_COLUMNS = Map.of(
                "flow_runs", "run_id",
                "flow_events", "run_id",
                "triggers", "trigger_name",
                "trigger_events", "trigger_name",
                "index_entries", "subject",
                "stream", "subject");

        @BeforeEach
        void onlyAfterOthers() {
            assumeThat(statements()).as("statements of the other tests").hasSizeGreaterThan(100);
        }

        @Test
        void a_conflict_or_an_answer_calls_no_volatile_or_stable_function() {
            assertThat(statements()).allSatisfy(sql -> {
                assertThat(after(sql, " do update set ")).doesNotContainPattern(VOLATILE_OR_STABLE);
                assertThat(after(sql, " returning ")).doesNotContainPattern(VOLATILE_OR_STABLE);
            });
        }

        @Test
        void an_update_calls_no_volatile_function() {
            assertThat(statements())
                    .filteredOn(sql -> sql.startsWith("update "))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(sql -> assertThat(sql).doesNotContainPattern("clock_|random|nextval"));
        }

        /** With a table in its SELECT, an insert would run on the node of the shard, where ids come from another range. */
        @Test
        void an_append_reads_no_table() {
            assertThat(statements())
                    .filteredOn(sql -> Stream.of("flow_events", "trigger_events", "stream")
                            .anyMatch(table -> sql.contains("insert into \"" + STORE.schema() + "\".\"nvent_" + table)))
                    .hasSizeGreaterThan(10)
                    .allSatisfy(sql ->
                            assertThat(sql).doesNotContain("from \"" + STORE.schema(), "join \"" + STORE.schema()));
        }

        @Test
        void a_precondition_calls_no_volatile_or_stable_function() {
            assertThat(statements())
                    .filteredOn(sql -> sql.contains("nvent_transition_check"))
                    .isNotEmpty()
                    .allSatisfy(sql -> assertThat(sql).doesNotContainPattern(VOLATILE_OR_STABLE));
        }

        @Test
        void no_statement_keeps_state_in_the_session() {
            assertThat(statements())
                    .filteredOn(sql -> sql.contains("set_config") || sql.startsWith("set session"))
                    .isEmpty();
        }

        @Test
        void a_purge_locks_no_rows_before_it_deletes_them() {
            assertThat(statements())
                    .filteredOn(sql -> sql.startsWith("delete from") && sql.contains("_kv"))
                    .isNotEmpty()
                    .noneMatch(sql -> sql.contains("for update"));
        }

        @Test
        void inserted_values_and_answers_contain_no_subquery() {
            assertThat(statements())
                    .filteredOn(sql -> sql.contains(") values ("))
                    .hasSizeGreaterThan(10);
            assertThat(statements()).allSatisfy(sql -> {
                assertThat(after(sql, ") values (")).doesNotContain("(select");
                assertThat(after(sql, " returning ")).doesNotContain("(select");
            });
        }

        @Test
        void a_write_of_one_row_names_its_distribution_column() {
            DISTRIBUTION_COLUMNS.forEach((table, column) -> assertThat(statements())
                    .filteredOn(sql -> writes(sql, table))
                    .isNotEmpty()
                    .allMatch(sql -> sql.contains('"' + column + '"')));
        }

        private Set<String> statements() {
            return STORE.statementTexts().stream()
                    .filter(sql -> sql.contains("?") && sql.contains(STORE.schema()) && !sql.contains("$$"))
                    .flatMap(sql -> Stream.of(sql.split("; ")))
                    .map(String::toLowerCase)
                    .collect(Collectors.toSet());
        }

        private static String after(String sql, String clause) {
            int start = sql.indexOf(clause);
            return start < 0 ? "" : sql.substring(start + clause.length());
        }

        private static boolean writes(String sql, String table) {
            String name = "\"nvent_" + table + "\"";
            return Stream.of("insert into ", "update ", "delete from ")
                    .anyMatch(verb -> sql.startsWith(verb) && sql.indexOf(name) > 0 && sql.indexOf(name) < 40);
        }
    }
}
