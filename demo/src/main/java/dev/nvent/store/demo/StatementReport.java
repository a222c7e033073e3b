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

/** Number and duration of the store's statements, measured at the JDBC data source. */
record StatementReport(SortedMap<StatementKind, DurationStatistics> times, Duration elapsed) {

    private static final Field<String> STATEMENT = field(name("statement"), VARCHAR);
    private static final Field<String> PATH = field(name("path"), VARCHAR);
    private static final Field<Integer> COUNT = field(name("count"), INTEGER);
    private static final Field<BigDecimal> MEDIAN = field(name("median ms"), NUMERIC(9, 2));
    private static final Field<BigDecimal> P95 = field(name("p95 ms"), NUMERIC(9, 2));

    void print(TextOutput output) {
        int statements = total();
        output.table("Statements", byKind());
        output.line("");
        output.line("%s statements in %.1f s, by path:", TextOutput.number(statements), elapsed.toMillis() / 1000.0);
        printPath(output, Path.FAST, "writes to columns only");
        printPath(output, Path.SLOW, "writes that merge into a JSONB document or increment a number in it");
        printPath(output, Path.READ, "queries");
        output.line(
                "Durations are round trips between this process and the server. They exclude the wait for a pooled connection");
        output.line("and the COMMIT of a transaction; a statement outside a transaction includes its own commit.");
    }

    private int total() {
        return times.values().stream().mapToInt(DurationStatistics::count).sum();
    }

    private void printPath(TextOutput output, Path path, String description) {
        DurationStatistics durations = durationsOf(path);
        String timed = durations.count() == 0
                ? ""
                : "  median %5s ms, p95 %6s ms".formatted(durations.medianMillis(), durations.p95Millis());
        output.line("  %-4s %6s%s  (%s)", text(path), TextOutput.number(durations.count()), timed, description);
    }

    private Result<Record5<String, String, Integer, BigDecimal, BigDecimal>> byKind() {
        DSLContext dsl = DSL.using(SQLDialect.POSTGRES);
        var rows = dsl.newResult(STATEMENT, PATH, COUNT, MEDIAN, P95);
        times.forEach((kind, durations) -> {
            var row = dsl.newRecord(STATEMENT, PATH, COUNT, MEDIAN, P95)
                    .values(
                            kind.verb() + " " + kind.table(),
                            text(kind.path()),
                            durations.count(),
                            durations.medianMillis(),
                            durations.p95Millis());
            row.touched(false); // jOOQ marks changed values with an asterisk.
            rows.add(row);
        });
        return rows;
    }

    private DurationStatistics durationsOf(Path path) {
        return DurationStatistics.of(times.entrySet().stream()
                .filter(entry -> entry.getKey().path() == path)
                .flatMap(entry -> entry.getValue().sorted().stream()));
    }

    private static String text(Path path) {
        return path.name().toLowerCase(Locale.ROOT);
    }
}
