package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.index.SortedIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Record;

/** Claims a due entry and completes it, which deletes it; each variant has entries of its own. */
final class ClaimTasks implements Workload {

    private static final String TEN = "store, 10 at once";
    private static final Duration LEASE = Duration.ofMinutes(10);

    private record Task(String id, int version) {}

    @Override
    public String name() {
        return "claim and complete";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.TASKS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(Variant.STORE, ClaimTasks::store),
                Variant.of(Variant.JDBC, ClaimTasks::jdbc),
                new Variant(TEN, 10, ClaimTasks::ten));
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.latency(Variant.STORE, Variant.JDBC, 1.1),
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, Variant.STORE, Variant.JDBC, 0.92),
                Target.comparison(Load.EIGHT_PLATFORM_THREADS, TEN, Variant.STORE));
    }

    private static Operation store(BenchDatabase database) {
        SortedIndex<?> tasks = database.store().index("bench:tasks:one");
        return () -> {
            Task task = claimed(tasks, 1).getFirst();
            return done(tasks.delete(task.id(), task.version()));
        };
    }

    private static Operation ten(BenchDatabase database) {
        SortedIndex<?> tasks = database.store().index("bench:tasks:ten");
        return () -> {
            Map<String, Integer> versions =
                    claimed(tasks, 10).stream().collect(Collectors.toMap(Task::id, Task::version));
            return done(tasks.deleteAll(versions).size() == 10);
        };
    }

    private static <R extends Record> List<Task> claimed(SortedIndex<R> tasks, int limit) {
        return tasks.claim(limit, LEASE).stream()
                .map(claim -> new Task(claim.entry().id(), claim.entry().version()))
                .toList();
    }

    private static Operation jdbc(BenchDatabase database) {
        Function<Integer, String> captured = statement -> database.captureStatements(store -> {
                    Task task = claimed(store.index("bench:tasks:jdbc"), 1).getFirst();
                    store.index("bench:tasks:jdbc").delete(task.id(), task.version());
                })
                .get(statement);
        String claim = captured.apply(0);
        String delete = captured.apply(1);
        BareJdbc jdbc = database.jdbc();
        return () -> {
            Task task = jdbc.fetch(
                    claim,
                    statement -> {
                        statement.setLong(1, LEASE.toMillis());
                        statement.setString(2, "bench:tasks:jdbc");
                        statement.setString(3, "bench:tasks:jdbc");
                    },
                    row -> {
                        row.getLong(2);
                        row.getString(4);
                        row.getLong(5);
                        return new Task(row.getString(1), row.getInt(3));
                    });
            return jdbc.fetch(
                    delete,
                    statement -> {
                        statement.setString(1, "bench:tasks:jdbc");
                        statement.setString(2, task.id());
                        statement.setInt(3, task.version());
                    },
                    row -> row.getString(1));
        };
    }

    private static boolean done(boolean isDeleted) {
        if (!isDeleted) {
            throw new IllegalStateException("a claim was lost");
        }
        return true;
    }
}
