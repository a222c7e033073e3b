package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Imports 50,000 events: objects with the store, a prepared COPY file with the JDBC driver and with psql. */
final class Import implements Workload {

    private static final int SIZE = 50_000;
    private static final String PSQL = "psql \\copy";
    private static final String DRIVER = "driver, prepared file";
    private static final String TABLE = BenchDatabase.SCHEMA
            + ".nvent_flow_events (run_id, ts, type, flow_name, step_name, step_id, attempt, data)";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Variant> variants() {
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(Variant.STORE, SIZE, Import::store));
        variants.add(new Variant(DRIVER, SIZE, Import::driver));
        if (isPsqlInstalled()) {
            variants.add(new Variant(PSQL, SIZE, Import::psql));
        }
        return variants;
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(Variant.STORE, PSQL, 1 / 0.7), Target.comparison(Variant.STORE, DRIVER));
    }

    private static Operation store(BenchDatabase database) {
        var store = database.store();
        return () -> store.importEvents(events -> {
            for (int i = 0; i < SIZE; i++) {
                events.append(new FlowRunEvents(run(i)), Append.event());
            }
        });
    }

    private static Operation driver(BenchDatabase database) {
        Path file = copyFile();
        return () -> {
            try (InputStream rows = Files.newInputStream(file)) {
                return database.jdbc().copy("COPY " + TABLE + " FROM STDIN", rows);
            }
        };
    }

    private static Operation psql(BenchDatabase database) {
        var command =
                new ProcessBuilder("psql", "-qX", "-c", "\\copy " + TABLE + " from '" + copyFile() + "'").inheritIO();
        command.environment().putAll(database.libpqEnvironment());
        return () -> {
            if (command.start().waitFor() != 0) {
                throw new IllegalStateException("psql failed");
            }
            return SIZE;
        };
    }

    private static boolean isPsqlInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "psql")));
    }

    private static String run(int i) {
        return "id-" + i * 7919L % Dataset.RUNS_COUNT;
    }

    /** Writes the same rows as a COPY file. */
    private static Path copyFile() {
        try {
            Path file = Files.createTempFile("import", ".copy");
            file.toFile().deleteOnExit();
            return Files.write(file, (Iterable<String>)
                    IntStream.range(0, SIZE)
                            .mapToObj(i -> String.join(
                                    "\t",
                                    run(i),
                                    "1700000000000",
                                    "step.completed",
                                    "bench",
                                    "pay",
                                    "pay-1",
                                    "1",
                                    Append.DATA))::iterator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
