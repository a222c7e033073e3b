package dev.nvent.store.demo;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.demo.StatementKind.Path;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.subscription.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the demo on PostgreSQL with a day of length zero. */
@Tag("postgres")
class DemoTest {

    private static final PostgresServer SERVER = PostgresServer.find();
    private static final PostgresServer.Database SCRATCH = SERVER.createDatabase();
    private static final DemoDatabase DATABASE = DemoDatabase.open(SCRATCH.jdbcUrl());
    private static final ShopSimulation.Size SMALL = new ShopSimulation.Size(15, 6, 8);

    @TempDir
    java.nio.file.Path directory;

    @AfterAll
    static void stop() {
        try (SERVER;
                SCRATCH) {
            DATABASE.close();
        }
    }

    @Test
    void each_simulation_takes_the_next_date_and_every_run_is_counted_under_its_final_state() {
        LocalDate first = simulate();
        LocalDate second = simulate();

        assertThat(second).isEqualTo(first.plusDays(1));
        for (Flow flow : List.of(Flow.ORDER, Flow.REFUND, Flow.RENEWAL)) {
            var runs = DATABASE.store().flows().get(flow.flowName()).orElseThrow();
            int counted = Arrays.stream(RunState.values())
                    .mapToInt(state -> runs.get(state.counter()))
                    .sum();
            assertThat(counted).isEqualTo(runs.get(FlowFields.STATS_TOTAL));
            for (RunState state : RunState.values()) {
                assertThat(runs.get(state.counter())).as("%s %s", flow, state).isEqualTo(stored(flow, state));
            }
            var trigger = DATABASE.store().triggers().get(flow.trigger()).orElseThrow();
            assertThat(trigger.get(TriggerFields.STATS_TOTAL_FLOWS_STARTED)).isEqualTo(counted);
            assertThat(runsOf(flow, first)).isEqualTo(expectedRuns(flow));
            assertThat(runsOf(flow, second)).isEqualTo(expectedRuns(flow));
        }
    }

    @Test
    void each_run_ends_once_although_a_worker_is_killed() {
        LocalDate date = ShopSimulation.nextDate(DATABASE.store().kv());
        try (var worker = ChildProcess.start(RunQueue.class, SCRATCH.jdbcUrl());
                Progress progress = progress(SMALL.runs())) {
            Thread.ofVirtual().start(() -> {
                LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
                worker.kill();
            });
            ShopSimulation.run(DATABASE.store(), date, Duration.ofSeconds(4), SMALL, progress);
        }
        Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        var counts = RunCounts.of(DATABASE.store().reports().dsl(), midnight, midnight.plus(Duration.ofDays(1)));

        assertThat(counts.runs()).isGreaterThan(SMALL.renewals());
        assertThat(counts.isExact()).as("%s", counts).isTrue();
    }

    @Test
    void each_completed_order_has_one_invoice() throws InterruptedException {
        Invoices.follow(DATABASE.store()).close();
        simulate();
        try (Subscription invoices = Invoices.follow(DATABASE.store())) {
            for (int wait = 0; wait < 1_000 && !Invoices.isUpToDate(DATABASE.store()); wait++) {
                Thread.sleep(10);
            }
            assertThat(invoices.status().parked()).isZero();
        }

        assertThat(Invoices.orders(DATABASE.store())).isPositive().isEqualTo(stored(Flow.ORDER, RunState.COMPLETED));
        assertThat(Invoices.written(DATABASE.store())).isEqualTo(Invoices.orders(DATABASE.store()));
    }

    @Test
    void concurrent_simulations_do_not_run_each_others_jobs() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(DemoTest::simulate);
            var other = threads.submit(DemoTest::simulate);

            assertThat(runsOf(Flow.RENEWAL, one.get())).isEqualTo(SMALL.renewals());
            assertThat(runsOf(Flow.RENEWAL, other.get())).isEqualTo(SMALL.renewals());
        }
    }

    @Test
    void the_reports_show_the_simulated_runs_and_their_statements() {
        LocalDate date = simulate();
        var text = new ByteArrayOutputStream();
        var output = new TextOutput(new PrintStream(text, true, StandardCharsets.UTF_8));

        Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        var report = new RunReport(DATABASE.store().reports().dsl(), midnight, midnight.plus(Duration.ofDays(1)));
        report.print(output);
        new StatementReport(DATABASE.timer().byKind(), Duration.ofSeconds(1)).print(output);

        assertThat(report.runsByState().getValues("all", Integer.class).stream().mapToInt(runs -> runs))
                .contains(SMALL.orders(), SMALL.refunds(), SMALL.renewals());
        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsSubsequence("Runs by flow and state", "order-fulfilment", "Slowest steps", "pack")
                .containsSubsequence("Failures by type", "Statements", "insert flow_events", "update flow_runs")
                .doesNotContain("null", "*");
    }

    @Test
    void a_write_is_on_the_slow_path_only_if_it_calls_a_function_on_a_document() {
        String update = "update \"s\".\"nvent_flow_runs\" set ";

        assertThat(StatementKind.of(update + "\"status\" = ? where ..."))
                .isEqualTo(new StatementKind("update", "flow_runs", Path.FAST));
        assertThat(StatementKind.of(update + "\"extra\" = \"s\".\"nvent_jsonb_deep_merge\"(...)"))
                .isEqualTo(new StatementKind("update", "flow_runs", Path.SLOW));
        assertThat(StatementKind.of("select \"value\" from \"s\".\"nvent_kv\" where ..."))
                .isEqualTo(new StatementKind("select", "kv", Path.READ));
    }

    @Test
    void unusual_payloads_are_stored_unchanged_and_a_changed_payload_is_detected() throws IOException {
        List<InputEvent> events = EventFile.read(file("""
                {"event": "a.b", "payload": {"n": 1.0, "big": 123456789012345678901234567890.1, "e": 1e3, "": {"a.b": [null]}}}

                {"event": "a.b", "payload": null}
                {"event": "ping:it's \\"quoted\\"; --", "payload": [0, false, "", [], {}, "\\ud83d\\ude00 %_\\\\"]}
                {"payload": "text", "event": "a.b"}
                {"event": "a.b", "payload": -0.0}
                """));
        var loader = new EventLoader(DATABASE.store(), "nvent");
        try (Progress progress = progress(events.size())) {
            loader.load(events, progress);
        }

        assertThat(loader.mismatches(events)).isEmpty();
        var first = events.getFirst();
        var other = new InputEvent(first.line(), first.event(), events.get(1).payload());
        assertThat(loader.mismatches(List.of(other))).containsExactly(other);
        assertThat(DATABASE.store().flowRuns(EventLoader.FLOW).read().entries()).hasSize(events.size());
    }

    private static LocalDate simulate() {
        DATABASE.timer().clear();
        LocalDate date = ShopSimulation.nextDate(DATABASE.store().kv());
        try (Progress progress = progress(SMALL.runs())) {
            ShopSimulation.run(DATABASE.store(), date, Duration.ZERO, SMALL, progress);
        }
        return date;
    }

    private static long runsOf(Flow flow, LocalDate date) {
        long midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return DATABASE.store()
                .flowRuns(flow.flowName())
                .count(IndexQuery.all().withMinScore(midnight).withMaxScore(midnight + 86_399_999));
    }

    private static int expectedRuns(Flow flow) {
        return switch (flow) {
            case ORDER -> SMALL.orders();
            case REFUND -> SMALL.refunds();
            case RENEWAL -> SMALL.renewals();
            case RESTOCK -> throw new IllegalArgumentException("the number of restocking runs depends on the orders");
        };
    }

    private static int stored(Flow flow, RunState state) {
        return DATABASE.store()
                .reports()
                .dsl()
                .fetchCount(
                        FLOW_RUNS, FLOW_RUNS.FLOW_NAME.eq(flow.flowName()).and(FLOW_RUNS.STATUS.eq(state.status())));
    }

    private static Progress progress(int total) {
        return Progress.start("test", "runs", total, new PrintStream(OutputStream.nullOutputStream()));
    }

    private java.nio.file.Path file(String lines) throws IOException {
        return Files.writeString(directory.resolve("events.jsonl"), lines);
    }
}
