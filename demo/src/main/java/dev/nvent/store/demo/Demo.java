package dev.nvent.store.demo;

import dev.nvent.store.error.StoreException;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jooq.exception.DataAccessException;

/**
 * Simulates a day of order processing, or loads events from a file, and prints a report; the main class of
 * {@code make demo}. The database is an embedded server, or the one that {@code NVENT_DATABASE_URL} specifies. The system
 * property {@code nvent.demo.data} specifies a file of events.
 */
public final class Demo {

    private static final Duration DAY = Duration.ofSeconds(8);
    private static final ShopSimulation.Size SIZE = new ShopSimulation.Size(165, 45, 65);

    /** How long the invoices of the last orders may take. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private static volatile boolean interrupted;

    private final String url;
    private final DemoDatabase database;
    private final TextOutput output;

    private Demo(String url, DemoDatabase database, TextOutput output) {
        this.url = url;
        this.database = database;
        this.output = output;
    }

    /** Runs the demo. The exit code is 1 if it failed or a stored payload differs from the file, a run ended twice, or an order has no invoice or two. */
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted = true));
        boolean success = run(System.getProperty("nvent.demo.data", ""), System.out, System.err);
        System.exit(success ? 0 : 1);
    }

    /** Returns whether the demo succeeded. */
    static boolean run(String data, PrintStream out, PrintStream err) {
        try {
            List<InputEvent> events = data.isBlank() ? List.of() : EventFile.read(Path.of(data));
            return run(events, new TextOutput(out));
        } catch (DemoException | StoreException | DataAccessException e) {
            if (!interrupted) { // An interrupt also stops the embedded server, which makes the demo fail.
                err.println("The demo failed: " + e.getMessage());
            }
            return false;
        }
    }

    private static boolean run(List<InputEvent> events, TextOutput output) {
        try (PostgresServer server = findServer();
                DemoDatabase database = DemoDatabase.open(server.jdbcUrl())) {
            output.line("Database: %s", server.describe());
            output.line(
                    "Tables: schema %s, prefix %s",
                    database.options().namespace().schema(),
                    database.options().namespace().tablePrefix());
            var demo = new Demo(server.jdbcUrl(), database, output);
            boolean success = events.isEmpty() ? demo.simulateDay() : demo.loadEvents(events);
            if (server.isExternal()) {
                output.line("");
                output.line(
                        "The data remains in schema %1$s. To remove it: DROP SCHEMA %1$s CASCADE",
                        database.options().namespace().schema());
            }
            return success;
        }
    }

    private static PostgresServer findServer() {
        try {
            // Durable commits as in production; otherwise the measured times would be misleading.
            return PostgresServer.find(ServerRequest.defaults().withDurability());
        } catch (IllegalStateException e) {
            throw new DemoException(e.getMessage(), e);
        }
    }

    private boolean simulateDay() {
        LocalDate date = ShopSimulation.nextDate(database.store().kv());
        long startNanos = startTimer();
        try (var invoices = ChildProcess.start(Invoices.class, url);
                var worker = ChildProcess.start(RunQueue.class, url)) {
            Thread.ofVirtual().start(() -> killHalfWay(invoices, worker));
            try (var progress = Progress.start(date.toString(), "runs", SIZE.runs(), output.out())) {
                ShopSimulation.run(database.store(), date, DAY, SIZE, progress);
            }
            awaitInvoices();
        }
        var statements = new StatementReport(database.timer().byKind(), elapsed(startNanos));
        Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant nextMidnight = midnight.plus(Duration.ofDays(1));
        new RunReport(database.store().reports().dsl(), midnight, nextMidnight).print(output);
        statements.print(output);
        boolean isExact = reportRuns(RunCounts.of(database.store().reports().dsl(), midnight, nextMidnight));
        return reportInvoices() && isExact;
    }

    private static void killHalfWay(ChildProcess invoices, ChildProcess worker) {
        try {
            Thread.sleep(DAY.dividedBy(2));
            worker.kill();
            invoices.killAndRestart();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean reportRuns(RunCounts counts) {
        output.line("");
        output.line(
                "Runs: %s ended, with %s events of their ends; %s steps completed, with %s events."
                        + " One of the four workers was killed half-way.",
                TextOutput.number(counts.runs()),
                TextOutput.number(counts.ends()),
                TextOutput.number(counts.steps()),
                TextOutput.number(counts.stepEvents()));
        return counts.isExact();
    }

    private void awaitInvoices() {
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (!Invoices.isUpToDate(database.store()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean reportInvoices() {
        long completed = database.store()
                .flowRuns(Flow.ORDER.flowName())
                .count(IndexQuery.where(FlowRunFields.STATUS, RunState.COMPLETED.status()));
        long orders = Invoices.orders(database.store());
        long written = Invoices.written(database.store());
        output.line("");
        output.line(
                "Invoices: %s completed orders, %s with an invoice, %s invoices written."
                        + " The process that writes them was killed half-way.",
                TextOutput.number(completed), TextOutput.number(orders), TextOutput.number(written));
        return orders == completed && written == completed;
    }

    private boolean loadEvents(List<InputEvent> events) {
        var loader =
                new EventLoader(database.store(), database.options().namespace().prefix());
        Instant from = Instant.now();
        long startNanos = startTimer();
        try (var progress = Progress.start("Events", "events", events.size(), output.out())) {
            loader.load(events, progress);
        }
        var statements = new StatementReport(database.timer().byKind(), elapsed(startNanos));
        new RunReport(database.store().reports().dsl(), from, Instant.now().plusMillis(1)).print(output);
        statements.print(output);
        return reportMismatches(events, loader.mismatches(events));
    }

    private boolean reportMismatches(List<InputEvent> events, List<InputEvent> mismatches) {
        output.line("");
        output.line(
                "%s of %s payloads verified: the stored JSON equals the input",
                TextOutput.number(events.size() - mismatches.size()), TextOutput.number(events.size()));
        mismatches.forEach(event -> output.line("Mismatch: %s", event));
        return mismatches.isEmpty();
    }

    private long startTimer() {
        database.timer().clear();
        return System.nanoTime();
    }

    private static Duration elapsed(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
