package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import dev.nvent.store.transition.Transition;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The number of network round trips of each operation, counted by a proxy between driver and server. */
class RoundTripTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final FlowRuns RUNS = new FlowRuns("trips");
    private static final NewEvent EVENT =
            NewEvent.of("step").withFlowName("trips").withData(Map.of("amount", 42));

    private static RoundTripProxy trips;
    private static HikariDataSource pool;
    private static NventStore store;

    @BeforeAll
    static void open() throws IOException {
        trips = new RoundTripProxy(TestPostgres.url());
        pool = new HikariDataSource();
        pool.setJdbcUrl(trips.url());
        pool.setMaximumPoolSize(1);
        // On a DataSource of the caller, appends send no hints to other processes, whose round trips would count too.
        store = NventStore.open(StoreOptions.of(pool).withSchema(STORE.schema()));
        store.flows().add("trips", 1, Patch.empty());
        store.index(RUNS).add("run", 1, Patch.empty());
    }

    @AfterAll
    static void close() throws IOException {
        store.close();
        pool.close();
        trips.close();
    }

    @Test
    void opening_a_store_on_an_empty_database_takes_less_than_three_round_trips_for_each_migration() {
        StoreOptions options = StoreOptions.of(trips.url()).withSchema(STORE.schema() + "_opened");
        int migrations = new SchemaMigrator(options.unpooled(), options.namespace())
                .plan()
                .size();

        trips.reset();
        NventStore.open(options).close();
        assertThat(trips.count()).isLessThan(3 * migrations);
    }

    @Test
    void single_operations_and_batches_take_one_round_trip() {
        assertThat(tripsOf(() -> store.flowRunEvents("run").append(EVENT))).isOne();
        assertThat(tripsOf(() -> store.flowRunEvents("run").appendAll(Collections.nCopies(500, EVENT))))
                .isOne();
        assertThat(tripsOf(() -> store.index(RUNS).add("added", 1, Patch.empty())))
                .isOne();
        assertThat(tripsOf(() -> store.index(RUNS).update("run", Patch.of(FlowRunFields.STATUS, "done"))))
                .isOne();
        assertThat(tripsOf(() -> store.flows().increment("trips", FlowFields.STATS_TOTAL, 1)))
                .isOne();
        assertThat(tripsOf(() -> store.index(RUNS).get("run"))).isOne();
        assertThat(tripsOf(() -> store.kv().set("key", 1))).isOne();
        assertThat(tripsOf(() -> store.kv().get("key"))).isOne();
    }

    @Test
    void a_transition_takes_one_round_trip_and_one_more_to_roll_back() {
        assertThat(tripsOf(() -> step("run", 1).apply())).isOne();
        assertThat(tripsOf(() -> step("run", 1).expectVersion(RUNS, "run", -1).apply()))
                .isEqualTo(2);
        assertThat(tripsOf(() -> step("missing", 1).apply())).isEqualTo(2);
    }

    @Test
    void a_run_of_five_steps_takes_seven_round_trips() {
        assertThat(tripsOf(RoundTripTest::play)).isEqualTo(7);
    }

    private static void play() {
        String run = "run-" + System.nanoTime();
        store.transition()
                .add(RUNS, run, System.currentTimeMillis(), Patch.of(FlowRunFields.STATUS, "running"))
                .append(new FlowRunEvents(run), EVENT)
                .increment(new Flows(), "trips", FlowFields.STATS_TOTAL, 1)
                .increment(new Flows(), "trips", FlowFields.STATS_RUNNING, 1)
                .apply();
        for (int number = 1; number <= 5; number++) {
            step(run, number).apply();
        }
        store.transition()
                .append(new FlowRunEvents(run), EVENT)
                .update(RUNS, run, Patch.of(FlowRunFields.COMPLETED_AT, Instant.now()))
                .increment(new Flows(), "trips", FlowFields.STATS_SUCCESS, 1)
                .increment(new Flows(), "trips", FlowFields.STATS_RUNNING, -1)
                .apply();
    }

    private static Transition step(String run, int number) {
        return store.transition()
                .append(new FlowRunEvents(run), EVENT)
                .append(new FlowRunEvents(run), EVENT)
                .update(RUNS, run, Patch.of(FlowRunFields.EMITTED_EVENTS, Map.of("step-" + number, 1)))
                .increment(RUNS, run, FlowRunFields.COMPLETED_STEPS, 1)
                .set("deadline:" + run, number);
    }

    /** Counts the second call: the pool may validate an idle connection before the first. */
    private static int tripsOf(Runnable work) {
        work.run();
        trips.reset();
        work.run();
        return trips.count();
    }
}
