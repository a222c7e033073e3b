package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
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

/** Fifty thousand events: as objects into the store; as a file that is there already, by psql and by the driver. */
final class Import implements Workload {

    private static final int SIZE = 50_000;
    private static final String PSQL = "psql \\copy";
    private static final String DRIVER = "driver, ready file";
    private static final String TABLE = BenchDatabase.SCHEMA
            + ".nvent_flow_events (run_id, ts, type, flow_name, step_name, step_id, attempt, data)";

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<Side> sides() {
        var sides = new ArrayList<Side>();
        sides.add(new Side(Side.STORE, SIZE, Import::store));
        sides.add(new Side(DRIVER, SIZE, Import::driver));
        if (isInstalled()) {
            sides.add(new Side(PSQL, SIZE, Import::psql));
        }
        return sides;
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(Side.STORE, PSQL, 1 / 0.7), Target.information(Side.STORE, DRIVER));
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
        Path file = file();
        return () -> {
            try (InputStream rows = Files.newInputStream(file)) {
                return database.jdbc().copy("COPY " + TABLE + " FROM STDIN", rows);
            }
        };
    }

    private static Operation psql(BenchDatabase database) {
        var command = new ProcessBuilder("psql", "-qX", "-c", "\\copy " + TABLE + " from '" + file() + "'").inheritIO();
        command.environment().putAll(database.libpqEnvironment());
        return () -> {
            if (command.start().waitFor() != 0) {
                throw new IllegalStateException("psql failed");
            }
            return SIZE;
        };
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "psql")));
    }

    private static String run(int i) {
        return "id-" + i * 7919L % Dataset.RUNS_COUNT;
    }

    /** The same rows. */
    private static Path file() {
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
