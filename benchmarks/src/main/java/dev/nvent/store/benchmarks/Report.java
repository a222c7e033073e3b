package dev.nvent.store.benchmarks;

import dev.nvent.store.benchmarks.BarChart.Group;
import dev.nvent.store.benchmarks.Target.Measure;
import dev.nvent.store.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws and writes what was measured, ratios first. */
record Report(Results results) {

    private static final List<String> BESIDE_JDBC = List.of(Side.STORE, Side.ALL_JSONB);

    void write(Path directory) {
        write(directory.resolve("latency.svg"), latencyChart().svg());
        write(directory.resolve("throughput.svg"), throughputChart().svg());
        write(directory.resolve("allocation.svg"), allocationChart().svg());
        write(
                directory.resolve("README.md"),
                Scripts.read("report.md")
                        .replace("${date}", results.date())
                        .replace("${targets}", targets())
                        .replace("${beside}", beside())
                        .replace("${latency}", latency())
                        .replace("${load}", load())
                        .replace("${machine}", machine()));
    }

    /** The targets as a table. */
    String targets() {
        return table(
                "| what | target | measured | met |\n|---|---|---|---|\n",
                verdicts().filter(verdict -> verdict.target().isBinding()).map(Report::row));
    }

    private String beside() {
        return table(
                "| what | measured |\n|---|---|\n",
                verdicts()
                        .filter(verdict -> !verdict.target().isBinding())
                        .map(verdict -> "| " + what(verdict) + " | " + measured(verdict) + " |"));
    }

    private Stream<Verdict> verdicts() {
        return Workloads.ALL.stream()
                .flatMap(workload -> workload.targets().stream()
                        .flatMap(target -> Verdict.of(workload, target, results.figures()).stream()));
    }

    private static String row(Verdict verdict) {
        return "| " + what(verdict) + " | " + bound(verdict.target()) + " | " + measured(verdict) + " | "
                + (verdict.met() ? "yes" : "**no**") + " |";
    }

    private static String what(Verdict verdict) {
        Target target = verdict.target();
        String sides = target.side() + " against " + target.against();
        return verdict.workload().name() + ", "
                + switch (target.measure()) {
                    case LATENCY ->
                        target.callers() == null
                                ? "median latency: " + sides
                                : "median latency, " + target.callers() + ": " + sides;
                    case MILLISECONDS_MORE -> "median time: " + sides;
                    case BYTES_MORE -> "allocation: " + sides;
                    case THROUGHPUT -> "throughput, " + target.callers() + ": " + sides;
                };
    }

    private static String bound(Target target) {
        return switch (target.measure()) {
            case LATENCY -> format(target.bound() < 0.1 ? "≤ %.3f ×" : "≤ %.2f ×", target.bound());
            case MILLISECONDS_MORE -> format("≤ %.0f ms more", target.bound());
            case BYTES_MORE -> format("≤ %,.0f bytes more", target.bound());
            case THROUGHPUT -> format("≥ %.2f ×", target.bound());
        };
    }

    private static String measured(Verdict verdict) {
        return switch (verdict.target().measure()) {
            case MILLISECONDS_MORE -> format("%.0f ms more", verdict.value());
            case BYTES_MORE -> format("%,.0f bytes more", verdict.value());
            case LATENCY, THROUGHPUT -> {
                if (Double.isNaN(verdict.low())) {
                    yield format("%.2f ×", verdict.value());
                }
                String form = verdict.value() < 0.1 ? "%.3f × (%.3f to %.3f)" : "%.2f × (%.2f to %.2f)";
                yield format(form, verdict.value(), verdict.low(), verdict.high());
            }
        };
    }

    private String latency() {
        return table(
                "| operation | side | median µs | 99 % µs | bytes |\n|---|---|---:|---:|---:|\n",
                figures()
                        .filter(figure -> figure.callers() == null)
                        .map(figure -> format(
                                "| %s | %s | %,.1f | %,.1f | %s |",
                                figure.workload(),
                                figure.side(),
                                figure.medianMicros(),
                                figure.slowMicros(),
                                figure.bytes() > 0 ? format("%,.0f", figure.bytes()) : "")));
    }

    private String load() {
        return table(
                "| operation | callers | side | per second | median µs | 99 % µs |\n|---|---|---|---:|---:|---:|\n",
                figures()
                        .filter(figure -> figure.callers() != null)
                        .map(figure -> format(
                                "| %s | %s | %s | %,.0f | %,.0f | %,.0f |",
                                figure.workload(),
                                figure.callers(),
                                figure.side(),
                                figure.perSecond(),
                                figure.medianMicros(),
                                figure.slowMicros())));
    }

    private Stream<Figure> figures() {
        return Workloads.ALL.stream()
                .flatMap(workload -> results.figures().stream()
                        .filter(figure -> figure.workload().equals(workload.name())));
    }

    private String machine() {
        return table(
                "| | |\n|---|---|\n",
                results.machine().entrySet().stream()
                        .map(each -> "| " + each.getKey() + " | " + each.getValue() + " |"));
    }

    private BarChart latencyChart() {
        return new BarChart(
                "Median latency of one caller, bare JDBC = 1; shorter is better",
                BESIDE_JDBC,
                1,
                groups(BESIDE_JDBC, Measure.LATENCY, null));
    }

    private BarChart throughputChart() {
        return new BarChart(
                "Operations per second of 8 callers, bare JDBC = 1; longer is better",
                BESIDE_JDBC,
                1,
                groups(BESIDE_JDBC, Measure.THROUGHPUT, Callers.EIGHT));
    }

    private BarChart allocationChart() {
        List<String> sides = List.of(Side.STORE, Side.JDBC);
        return new BarChart("Bytes allocated by a call", sides, 0, groups(sides, Measure.BYTES_MORE, null));
    }

    /** A group for each workload that has bare JDBC beside it. */
    private List<Group> groups(List<String> sides, Measure measure, Callers callers) {
        var groups = new ArrayList<Group>();
        for (Workload workload : Workloads.ALL) {
            double jdbc = measure == Measure.BYTES_MORE ? 1 : value(workload, Side.JDBC, measure, callers);
            if (!Double.isNaN(value(workload, Side.JDBC, measure, callers))) {
                groups.add(new Group(
                        workload.name(),
                        sides.stream()
                                .map(side -> value(workload, side, measure, callers) / jdbc)
                                .toList()));
            }
        }
        return groups;
    }

    private double value(Workload workload, String side, Measure measure, Callers callers) {
        return results.figures().stream()
                .filter(figure -> figure.isOf(workload.name(), side, callers))
                .mapToDouble(figure -> switch (measure) {
                    case LATENCY, MILLISECONDS_MORE -> figure.medianMicros();
                    case BYTES_MORE -> figure.bytes();
                    case THROUGHPUT -> figure.perSecond();
                })
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String table(String head, Stream<String> rows) {
        return head + rows.collect(Collectors.joining("\n"));
    }

    private static String format(String form, Object... parts) {
        return String.format(Locale.ROOT, form, parts);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
