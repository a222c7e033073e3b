package dev.nvent.store.benchmarks;

import dev.nvent.store.benchmarks.workload.Workloads;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs the benchmarks and writes the report; the main class of {@code make bench}. The argument is a comma-separated list
 * of prefixes of workload names; an empty argument selects all workloads. The database is an embedded server with durable
 * commits, or the one that {@code NVENT_DATABASE_URL} specifies.
 */
public final class Bench {

    private Bench() {}

    /** Runs the selected workloads; exits with code 2 if there are none. */
    public static void main(String[] args) {
        String only = args.length > 0 ? args[0] : "";
        Profile profile = Profile.named(System.getProperty("nvent.bench.profile", "full"));
        List<Workload> selected = Workloads.ALL.stream()
                .filter(workload -> Stream.of(only.split(",")).anyMatch(workload.name()::startsWith))
                .toList();
        if (selected.isEmpty()) {
            System.err.println("No workload name starts with '" + only + "'. Workloads: "
                    + String.join(
                            ", ", Workloads.ALL.stream().map(Workload::name).toList()));
            System.exit(2);
        }
        Path directory = Path.of(System.getProperty("nvent.bench.docs", "docs/benchmarks"));
        Results results = measure(selected, profile).mergedWith(directory.resolve("results.json"));
        Report report = new Report(results);
        report.write(directory);
        results.write(directory.resolve("results.json"));
        System.out.println();
        System.out.println(report.targets());
    }

    static Results measure(List<Workload> workloads, Profile profile) {
        try (PostgresServer server =
                        PostgresServer.find(ServerRequest.defaults().withDurability());
                BenchDatabase database = BenchDatabase.open(server.jdbcUrl())) {
            System.out.println("Database: " + server.describe());
            prepare(database, workloads, server.isExternal());
            var measurements = new ArrayList<Measurement>();
            var footprints = new ArrayList<Footprint>();
            var idleRates = new ArrayList<StatementRate>();
            for (Workload workload : workloads) {
                measurements.addAll(measure(workload, database, profile));
                if (workload.measuresFootprint()) {
                    timed(workload.name() + ", WAL", () -> footprints.addAll(Footprint.of(workload, database)));
                }
                idleRates.addAll(workload.idleRates(database));
            }
            return new Results(
                    LocalDate.now().toString(), Environment.describe(database), measurements, footprints, idleRates);
        }
    }

    private static void prepare(BenchDatabase database, List<Workload> workloads, boolean external) {
        database.run("drop.sql");
        if (!external) {
            database.run("checkpoints.sql");
        }
        database.store();
        Set<Dataset> data = EnumSet.noneOf(Dataset.class);
        workloads.forEach(workload -> data.addAll(workload.data()));
        for (Dataset dataset : data) {
            timed(
                    "load data: " + dataset.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    () -> dataset.load(database));
        }
        timed("vacuum and checkpoint", () -> database.run("settle.sql"));
    }

    private static List<Measurement> measure(Workload workload, BenchDatabase database, Profile profile) {
        var measurements = new ArrayList<Measurement>();
        timed(
                workload.name(),
                () -> measurements.addAll(new LatencyBenchmark(database.jdbcUrl(), profile).run(workload)));
        List<Load> loads = profile.loadSlices() == 0 ? List.of() : workload.loads();
        if (!loads.isEmpty()) {
            timed(workload.name() + ", warm-up", () -> new ThroughputBenchmark(database, profile).warmUp(workload));
        }
        for (Load load : loads) {
            timed(
                    workload.name() + ", " + load,
                    () -> measurements.addAll(new ThroughputBenchmark(database, profile).run(workload, load)));
        }
        return measurements;
    }

    private static void timed(String task, Runnable work) {
        System.out.print(task + " ... ");
        System.out.flush();
        long began = System.nanoTime();
        work.run();
        System.out.printf(
                "%.1f s%n", Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0);
    }
}
