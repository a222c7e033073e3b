package dev.nvent.store.benchmarks;

import dev.nvent.store.benchmarks.BarChart.Group;
import dev.nvent.store.benchmarks.Target.Metric;
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

/** Writes the report and its charts. */
record Report(Results results) {

    private static final List<String> CHARTED_VARIANTS = List.of(Variant.STORE, Variant.ALL_JSONB);

    void write(Path directory) {
        write(directory.resolve("latency.svg"), latencyChart().svg());
        write(directory.resolve("throughput.svg"), throughputChart().svg());
        write(directory.resolve("allocation.svg"), allocationChart().svg());
        write(
                directory.resolve("README.md"),
                Resources.read("report.md")
                        .replace("${date}", results.date())
                        .replace("${targets}", targets())
                        .replace("${comparisons}", comparisons())
                        .replace("${latency}", latency())
                        .replace("${throughput}", throughput())
                        .replace("${footprints}", footprints())
                        .replace("${environment}", environment()));
    }

    /** Returns the table of the targets and their results. */
    String targets() {
        return table(
                "| comparison | target | measured | met |\n|---|---|---|---|\n",
                Stream.concat(
                        targetResults()
                                .filter(result -> result.target().hasBound())
                                .map(Report::row),
                        results.idleRates().stream().map(Report::row)));
    }

    private String comparisons() {
        return table(
                "| comparison | measured |\n|---|---|\n",
                targetResults()
                        .filter(result -> !result.target().hasBound())
                        .map(result -> "| " + label(result) + " | " + measured(result) + " |"));
    }

    private Stream<TargetResult> targetResults() {
        return Workloads.ALL.stream()
                .flatMap(workload -> workload.targets().stream()
                        .flatMap(target -> TargetResult.of(workload, target, results.measurements()).stream()));
    }

    private static String row(TargetResult result) {
        return "| " + label(result) + " | " + bound(result.target()) + " | " + measured(result) + " | "
                + (result.met() ? "yes" : "**no**") + " |";
    }

    private static String row(StatementRate rate) {
        return format(
                "| %s, statements per second: %s | ≤ %.1f | %.1f | %s |",
                rate.workload(), rate.state(), rate.bound(), rate.perSecond(), rate.met() ? "yes" : "**no**");
    }

    private static String label(TargetResult result) {
        Target target = result.target();
        String variants = target.variant() + " vs " + target.baseline();
        return result.workload().name() + ", "
                + switch (target.metric()) {
                    case LATENCY_RATIO ->
                        target.load() == null
                                ? "median latency: " + variants
                                : "median latency, " + target.load() + ": " + variants;
                    case TIME_DIFFERENCE -> "median time: " + variants;
                    case ALLOCATION_DIFFERENCE -> "allocation: " + variants;
                    case THROUGHPUT_RATIO -> "throughput, " + target.load() + ": " + variants;
                };
    }

    private static String bound(Target target) {
        return switch (target.metric()) {
            case LATENCY_RATIO -> format(target.bound() < 0.1 ? "≤ %.3f ×" : "≤ %.2f ×", target.bound());
            case TIME_DIFFERENCE -> format("≤ +%.0f ms", target.bound());
            case ALLOCATION_DIFFERENCE -> format("≤ +%,.0f bytes", target.bound());
            case THROUGHPUT_RATIO -> format("≥ %.2f ×", target.bound());
        };
    }

    private static String measured(TargetResult result) {
        return switch (result.target().metric()) {
            case TIME_DIFFERENCE -> format("%+.0f ms", result.value());
            case ALLOCATION_DIFFERENCE -> format("%+,.0f bytes", result.value());
            case LATENCY_RATIO, THROUGHPUT_RATIO -> {
                if (Double.isNaN(result.firstQuartile())) {
                    yield format("%.2f ×", result.value());
                }
                String format = result.value() < 0.1 ? "%.3f × (%.3f to %.3f)" : "%.2f × (%.2f to %.2f)";
                yield format(format, result.value(), result.firstQuartile(), result.thirdQuartile());
            }
        };
    }

    private String latency() {
        return table(
                "| workload | variant | median µs | p99 µs | bytes |\n|---|---|---:|---:|---:|\n",
                measurements()
                        .filter(measurement -> measurement.load() == null)
                        .map(measurement -> format(
                                "| %s | %s | %,.1f | %,.1f | %s |",
                                measurement.workload(),
                                measurement.variant(),
                                measurement.medianMicros(),
                                measurement.p99Micros(),
                                measurement.bytes() > 0 ? format("%,.0f", measurement.bytes()) : "")));
    }

    private String throughput() {
        return table(
                "| workload | load | variant | per second | median µs | p99 µs |\n|---|---|---|---:|---:|---:|\n",
                measurements()
                        .filter(measurement -> measurement.load() != null)
                        .map(measurement -> format(
                                "| %s | %s | %s | %,.0f | %,.0f | %,.0f |",
                                measurement.workload(),
                                measurement.load(),
                                measurement.variant(),
                                measurement.perSecond(),
                                measurement.medianMicros(),
                                measurement.p99Micros())));
    }

    private String footprints() {
        return table(
                "| workload | variant | WAL, bytes per call | HOT updates of `flow_runs` | client CPU, µs per call |\n"
                        + "|---|---|---:|---:|---:|\n",
                results.footprints().stream()
                        .map(footprint -> format(
                                "| %s | %s | %,.0f | %.0f %% | %s |",
                                footprint.workload(),
                                footprint.variant(),
                                footprint.walBytes(),
                                100 * footprint.hotShare(),
                                footprint.clientMicros() == null ? "" : format("%,.0f", footprint.clientMicros()))));
    }

    private Stream<Measurement> measurements() {
        return Workloads.ALL.stream()
                .flatMap(workload -> results.measurements().stream()
                        .filter(measurement -> measurement.workload().equals(workload.name())));
    }

    private String environment() {
        return table(
                "| | |\n|---|---|\n",
                results.environment().entrySet().stream()
                        .map(each -> "| " + each.getKey() + " | " + each.getValue() + " |"));
    }

    private BarChart latencyChart() {
        return new BarChart(
                "Median latency, single caller, relative to bare JDBC; lower is better",
                CHARTED_VARIANTS,
                1,
                groups(CHARTED_VARIANTS, Metric.LATENCY_RATIO, null));
    }

    private BarChart throughputChart() {
        return new BarChart(
                "Operations per second, 8 platform threads, relative to bare JDBC; higher is better",
                CHARTED_VARIANTS,
                1,
                groups(CHARTED_VARIANTS, Metric.THROUGHPUT_RATIO, Load.EIGHT_PLATFORM_THREADS));
    }

    private BarChart allocationChart() {
        List<String> variants = List.of(Variant.STORE, Variant.JDBC);
        return new BarChart(
                "Heap allocation per call in bytes", variants, 0, groups(variants, Metric.ALLOCATION_DIFFERENCE, null));
    }

    /** Returns a group for each workload that has a bare JDBC variant. Ratios are relative to that variant. */
    private List<Group> groups(List<String> variants, Metric metric, Load load) {
        var groups = new ArrayList<Group>();
        for (Workload workload : Workloads.ALL) {
            double baseline = metric == Metric.ALLOCATION_DIFFERENCE ? 1 : value(workload, Variant.JDBC, metric, load);
            if (!Double.isNaN(value(workload, Variant.JDBC, metric, load))) {
                groups.add(new Group(
                        workload.name(),
                        variants.stream()
                                .map(variant -> value(workload, variant, metric, load) / baseline)
                                .toList()));
            }
        }
        return groups;
    }

    private double value(Workload workload, String variant, Metric metric, Load load) {
        return results.measurements().stream()
                .filter(measurement -> measurement.matches(workload.name(), variant, load))
                .mapToDouble(measurement -> switch (metric) {
                    case LATENCY_RATIO, TIME_DIFFERENCE -> measurement.medianMicros();
                    case ALLOCATION_DIFFERENCE -> measurement.bytes();
                    case THROUGHPUT_RATIO -> measurement.perSecond();
                })
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String table(String header, Stream<String> rows) {
        return header + rows.collect(Collectors.joining("\n"));
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
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
