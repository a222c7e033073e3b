package dev.nvent.store.demo;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.VARCHAR;

import dev.nvent.store.demo.StatementKind.Path;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedMap;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What the store did, counted and timed where its statements leave for the database. */
record Figures(SortedMap<StatementKind, Times> times, Duration took) {

    private static final Field<String> STATEMENT = field(name("statement"), VARCHAR);
    private static final Field<String> PATH = field(name("path"), VARCHAR);
    private static final Field<Integer> COUNT = field(name("count"), INTEGER);
    private static final Field<BigDecimal> MEDIAN = field(name("median ms"), NUMERIC(9, 2));
    private static final Field<BigDecimal> P95 = field(name("p95 ms"), NUMERIC(9, 2));

    void show(Screen screen) {
        int statements = total();
        screen.table("Statements", byKind());
        screen.say("");
        screen.say("%s statements in %.1f s. The paths:", Screen.number(statements), took.toMillis() / 1000.0);
        path(screen, Path.FAST, "writes that call no function on JSONB");
        path(screen, Path.SLOW, "writes that merge into a JSONB document, or add to a number in it");
        path(screen, Path.READ, "the rest");
        screen.say(
                "A time is one round trip, from this process to the server and back. Waiting for a free connection is not");
        screen.say(
                "in it, and a commit is no statement; where a statement is no part of a transaction, its own commit is in it.");
    }

    private int total() {
        return times.values().stream().mapToInt(Times::count).sum();
    }

    private void path(Screen screen, Path path, String what) {
        Times on = on(path);
        String timed =
                on.count() == 0 ? "" : "  median %5s ms, p95 %6s ms".formatted(on.medianMillis(), on.p95Millis());
        screen.say("  %-4s %6s%s  (%s)", text(path), Screen.number(on.count()), timed, what);
    }

    private Result<Record5<String, String, Integer, BigDecimal, BigDecimal>> byKind() {
        DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
        var rows = dsl.newResult(STATEMENT, PATH, COUNT, MEDIAN, P95);
        times.forEach((kind, of) -> {
            var row = dsl.newRecord(STATEMENT, PATH, COUNT, MEDIAN, P95)
                    .values(
                            kind.verb() + " " + kind.table(),
                            text(kind.path()),
                            of.count(),
                            of.medianMillis(),
                            of.p95Millis());
            row.touched(false); // Else it is shown with stars, as not saved.
            rows.add(row);
        });
        return rows;
    }

    private Times on(Path path) {
        return Times.of(times.entrySet().stream()
                .filter(entry -> entry.getKey().path() == path)
                .flatMap(entry -> entry.getValue().sorted().stream()));
    }

    private static String text(Path path) {
        return path.name().toLowerCase(Locale.ROOT);
    }
}
