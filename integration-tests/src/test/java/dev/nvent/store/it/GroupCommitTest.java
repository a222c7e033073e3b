package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Grouping of writes by group commit. {@code GroupCommitConformanceTest} has the results of grouped writes. */
class GroupCommitTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int ROUNDS = 20;
    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(options());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void increments_of_one_counter_in_a_group_are_coalesced() throws SQLException {
        store.flows().add("coalesced", 1, Patch.empty());
        countUpdates();

        ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                .mapToObj(round -> store.flows().increment("coalesced", FlowFields.STATS_TOTAL, 1))
                .toList());

        int increments = ConcurrentCallers.COUNT * ROUNDS;
        var entry = STORE.store().flows().get("coalesced").orElseThrow();
        assertThat(entry.get(FlowFields.STATS_TOTAL)).isEqualTo(increments);
        // Every increment is a change of its own, although fewer statements were sent.
        assertThat(entry.version()).isEqualTo(increments);
        assertThat(updates()).isLessThan(increments / 2);
    }

    /** Counts the updates of rows of flows in a sequence. */
    private static void countUpdates() {
        TestPostgres.execute("""
                CREATE SEQUENCE %1$s.updates;
                CREATE FUNCTION %1$s.count_update() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN PERFORM nextval(TG_ARGV[0]); RETURN NULL; END $$;
                CREATE TRIGGER count_updates AFTER UPDATE ON %1$s.%2$s_flows FOR EACH ROW
                  EXECUTE FUNCTION %1$s.count_update('%1$s.updates')""".formatted(STORE.schema(), STORE.prefix()));
    }

    private static long updates() throws SQLException {
        try (Connection connection = STORE.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_value FROM %s.updates".formatted(STORE.schema()))) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void a_locked_row_does_not_block_other_writes() throws Exception {
        store.flows().add("held", 1, Patch.empty());
        store.flows().add("free", 1, Patch.empty());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = STORE.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            STORE.store().using(holder).flows().update("held", Patch.of(FlowFields.DISPLAY_NAME, "held"));
            // The pause puts each write into its own group.
            List<Future<Integer>> waiting = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                waiting.add(threads.submit(() -> store.flows().increment("held", FlowFields.STATS_TOTAL, 1)));
                Thread.sleep(50);
            }

            List<Future<Integer>> others = IntStream.range(0, ConcurrentCallers.COUNT)
                    .mapToObj(
                            caller -> threads.submit(() -> store.flows().increment("free", FlowFields.STATS_TOTAL, 1)))
                    .toList();

            assertThat(others).allSatisfy(other -> assertThat(other).succeedsWithin(Duration.ofSeconds(10)));
            assertThat(waiting).noneMatch(Future::isDone);
            holder.rollback();
            assertThat(waiting).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    @Test
    void a_transaction_is_not_part_of_a_group() {
        assertThatThrownBy(() -> store.inTransaction(tx -> {
                    tx.kv().set("mine", 1);
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(store.kv().get("mine")).isEmpty();
    }

    @Test
    void close_answers_all_waiting_callers() {
        NventStore closing = NventStore.open(options());
        var acknowledged = new ConcurrentLinkedQueue<String>();

        ConcurrentCallers.run(caller -> {
            if (caller == 0) {
                closing.close();
                return null;
            }
            try {
                for (int round = 0; ; round++) {
                    closing.kv().set("closing-" + caller + "-" + round, 1);
                    acknowledged.add("closing-" + caller + "-" + round);
                }
            } catch (StoreClosedException expected) {
                return null;
            }
        });

        assertThat(STORE.store().kv().getAll(acknowledged)).hasSize(acknowledged.size());
    }

    @Test
    void a_data_source_of_the_caller_that_is_not_known_to_join_transactions_is_rejected() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.options().withGroupCommit(true))
                .withMessageContaining("groupCommit");
    }

    /** With this driver setting, the counts of a batch of plain INSERT statements are unknown. */
    @Test
    void results_do_not_depend_on_how_the_driver_sends_batches() {
        StoreOptions options = StoreOptions.of(TestPostgres.url() + "&reWriteBatchedInserts=true")
                .withSchema(STORE.schema())
                .withGroupCommit(true);
        try (NventStore rewriting = NventStore.open(options)) {
            List<Long> added = ConcurrentCallers.run(caller -> IntStream.range(0, ROUNDS)
                    .filter(round -> rewriting
                            .index("grouped:rewritten")
                            .addIfAbsent("id-" + caller + "-" + round, round, Map.of()))
                    .count());

            assertThat(added).containsOnly((long) ROUNDS);
        }
    }

    private static StoreOptions options() {
        return StoreOptions.of(TestPostgres.url()).withSchema(STORE.schema()).withGroupCommit(true);
    }
}
