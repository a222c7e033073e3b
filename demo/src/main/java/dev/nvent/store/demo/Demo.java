package dev.nvent.store.demo;

import dev.nvent.store.error.StoreException;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jooq.exception.DataAccessException;

/**
 * A day of order processing on a PostgreSQL, or real events from a file, and a report on it. {@code make demo} runs it:
 * on an embedded server, unless {@code NVENT_DATABASE_URL} names one; with the events of the file that the system
 * property {@code nvent.demo.data} names, if it does.
 */
public final class Demo {

    private static final Duration DAY = Duration.ofSeconds(8);
    private static final ShopDay.Size SIZE = new ShopDay.Size(165, 45, 65);

    private static volatile boolean interrupted;

    private final DemoDatabase database;
    private final Screen screen;

    private Demo(DemoDatabase database, Screen screen) {
        this.database = database;
        this.screen = screen;
    }

    /** Runs it. The exit code is 1 if it could not, or if a payload did not come back. */
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted = true));
        boolean well = run(System.getProperty("nvent.demo.data", ""), System.out, System.err);
        System.exit(well ? 0 : 1);
    }

    /** Returns whether all went well. */
    static boolean run(String data, PrintStream out, PrintStream err) {
        try {
            List<RealEvent> events = data.isBlank() ? List.of() : EventFile.read(Path.of(data));
            return run(events, new Screen(out));
        } catch (DemoException | StoreException | DataAccessException e) {
            if (!interrupted) { // Else the server was stopped under it.
                err.println("The demo stopped: " + e.getMessage());
            }
            return false;
        }
    }

    private static boolean run(List<RealEvent> events, Screen screen) {
        try (PostgresServer server = find();
                DemoDatabase database = DemoDatabase.open(server.jdbcUrl())) {
            screen.say("On %s", server.describe());
            screen.say(
                    "Tables: schema %s, names that begin with %s",
                    database.options().namespace().schema(),
                    database.options().namespace().tablePrefix());
            var demo = new Demo(database, screen);
            boolean well = events.isEmpty() ? demo.playDay() : demo.feed(events);
            if (server.isExternal()) {
                screen.say("");
                screen.say(
                        "All of it is still in schema %1$s; to remove it: DROP SCHEMA %1$s CASCADE",
                        database.options().namespace().schema());
            }
            return well;
        }
    }

    private static PostgresServer find() {
        try {
            // As in production, or the times would mean nothing.
            return PostgresServer.find(ServerRequest.defaults().withDurability());
        } catch (IllegalStateException e) {
            throw new DemoException(e.getMessage(), e);
        }
    }

    private boolean playDay() {
        LocalDate date = ShopDay.next(database.store().kv());
        long began = begin();
        try (var progress = Progress.of(date.toString(), "runs", SIZE.runs(), screen.out())) {
            ShopDay.play(database.store(), date, DAY, SIZE, progress);
        }
        var figures = new Figures(database.times().byKind(), since(began));
        Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        new Report(database.store().reports().dsl(), midnight, midnight.plus(Duration.ofDays(1))).show(screen);
        figures.show(screen);
        return true;
    }

    private boolean feed(List<RealEvent> events) {
        var feed =
                new EventFeed(database.store(), database.options().namespace().prefix());
        Instant from = Instant.now();
        long began = begin();
        try (var progress = Progress.of("Events", "events", events.size(), screen.out())) {
            feed.store(events, progress);
        }
        var figures = new Figures(database.times().byKind(), since(began));
        new Report(database.store().reports().dsl(), from, Instant.now().plusMillis(1)).show(screen);
        figures.show(screen);
        return compare(events, feed.lost(events));
    }

    private boolean compare(List<RealEvent> events, List<RealEvent> lost) {
        screen.say("");
        screen.say(
                "%s of %s payloads came back as they went in",
                Screen.number(events.size() - lost.size()), Screen.number(events.size()));
        lost.forEach(event -> screen.say("Not so: %s", event));
        return lost.isEmpty();
    }

    private long begin() {
        database.times().clear();
        return System.nanoTime();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
