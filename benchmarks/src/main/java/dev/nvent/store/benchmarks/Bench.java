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
 * Measures the workloads and writes the report. {@code make bench} runs it: on an embedded server whose commits wait for
 * its disk, unless {@code NVENT_DATABASE_URL} names one; only those whose names begin with the argument, or
 * with one of several between commas.
 */
public final class Bench {

    private Bench() {}

    /** Runs it. */
    public static void main(String[] args) {
        String only = args.length > 0 ? args[0] : "";
        Pace pace = Pace.named(System.getProperty("nvent.bench.pace", "careful"));
        List<Workload> chosen = Workloads.ALL.stream()
                .filter(workload -> Stream.of(only.split(",")).anyMatch(workload.name()::startsWith))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("No workload's name begins with '" + only + "'. There are: "
                    + String.join(
                            ", ", Workloads.ALL.stream().map(Workload::name).toList()));
            System.exit(2);
        }
        Path directory = Path.of(System.getProperty("nvent.bench.docs", "docs/benchmarks"));
        Results results = measure(chosen, pace).over(directory.resolve("results.json"));
        Report report = new Report(results);
        report.write(directory);
        results.write(directory.resolve("results.json"));
        System.out.println();
        System.out.println(report.targets());
    }

    static Results measure(List<Workload> workloads, Pace pace) {
        try (PostgresServer server =
                        PostgresServer.find(ServerRequest.defaults().withDurability());
                BenchDatabase database = BenchDatabase.open(server.jdbcUrl())) {
            System.out.println("On " + server.describe());
            prepare(database, workloads, server.isExternal());
            var figures = new ArrayList<Figure>();
            for (Workload workload : workloads) {
                figures.addAll(measure(workload, database, pace));
            }
            return new Results(LocalDate.now().toString(), Machine.describe(database), figures);
        }
    }

    private static void prepare(BenchDatabase database, List<Workload> workloads, boolean given) {
        database.run("drop.sql");
        if (!given) {
            database.run("checkpoints.sql");
        }
        database.store();
        Set<Dataset> data = EnumSet.noneOf(Dataset.class);
        workloads.forEach(workload -> data.addAll(workload.data()));
        for (Dataset each : data) {
            timed("load " + each.name().toLowerCase(Locale.ROOT), () -> each.load(database));
        }
        timed("vacuum and checkpoint", () -> database.run("settle.sql"));
    }

    private static List<Figure> measure(Workload workload, BenchDatabase database, Pace pace) {
        var figures = new ArrayList<Figure>();
        timed(workload.name(), () -> figures.addAll(new Latency(database.jdbcUrl(), pace).of(workload)));
        List<Callers> load = pace.loadTurns() == 0 ? List.of() : workload.load();
        if (!load.isEmpty()) {
            // Until then the compiler is at work, on the longer code most of all.
            Callers usual = load.contains(Callers.EIGHT) ? Callers.EIGHT : load.getFirst();
            timed(workload.name() + ", warm-up", () -> {
                new Load(database, pace).of(workload, usual);
                new Load(database, pace).of(workload, usual);
            });
        }
        for (Callers callers : load) {
            timed(
                    workload.name() + ", " + callers,
                    () -> figures.addAll(new Load(database, pace).of(workload, callers)));
        }
        return figures;
    }

    private static void timed(String what, Runnable work) {
        System.out.print(what + " ... ");
        System.out.flush();
        long began = System.nanoTime();
        work.run();
        System.out.printf(
                "%.1f s%n", Duration.ofNanos(System.nanoTime() - began).toMillis() / 1_000.0);
    }
}
