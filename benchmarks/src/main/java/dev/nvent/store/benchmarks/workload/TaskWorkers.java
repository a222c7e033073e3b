package dev.nvent.store.benchmarks.workload;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.WorkerOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Inserts 5,000 due tasks with one statement, and waits until eight workers have executed all of them. A task does nothing.
 */
final class TaskWorkers implements Workload {

    private static final int TASKS = 5_000;
    private static final int WORKERS = 8;
    private static final String STORE = "store, worker";
    private static final String DB_SCHEDULER = "db-scheduler, lock and fetch";

    @Override
    public String name() {
        return "5,000 tasks";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.SCHEDULED_TASKS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant(STORE, TASKS, TaskWorkers::worker),
                new Variant(DB_SCHEDULER, TASKS, TaskWorkers::scheduler));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(STORE, DB_SCHEDULER, 0.5));
    }

    private static Operation worker(BenchDatabase database) {
        var store = database.ownStore("worker", Dataset.PREFIX);
        var left = new AtomicReference<>(new CountDownLatch(0));
        store.worker(
                "bench:workers",
                WorkerOptions.DEFAULT.withConcurrency(WORKERS).withIdle(Duration.ofMillis(10), Duration.ofMillis(50)),
                task -> {
                    left.get().countDown();
                    return Outcome.completed();
                });
        return () -> executed(
                left,
                database,
                "INSERT INTO " + BenchDatabase.SCHEMA + ".nvent_index_entries (subject, id, score)"
                        + " SELECT 'bench:workers', gen_random_uuid(), n FROM generate_series(1, " + TASKS + ") AS n");
    }

    private static Operation scheduler(BenchDatabase database) {
        var left = new AtomicReference<>(new CountDownLatch(0));
        OneTimeTask<Void> task =
                Tasks.oneTime("bench").execute((instance, context) -> left.get().countDown());
        HikariDataSource pool = BenchDatabase.pool(database.jdbcUrl());
        Scheduler scheduler = Scheduler.create(pool, task)
                .tableName(BenchDatabase.SCHEMA + ".scheduled_tasks")
                .threads(WORKERS)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(50))
                .build();
        scheduler.start();
        return () -> executed(
                left,
                database,
                "INSERT INTO " + BenchDatabase.SCHEMA + ".scheduled_tasks"
                        + " (task_name, task_instance, execution_time, picked, version)"
                        + " SELECT 'bench', gen_random_uuid(), now(), false, 1 FROM generate_series(1, " + TASKS + ")");
    }

    private static Object executed(AtomicReference<CountDownLatch> left, BenchDatabase database, String insert)
            throws SQLException, InterruptedException {
        var latch = new CountDownLatch(TASKS);
        left.set(latch);
        database.execute(insert);
        if (!latch.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(latch.getCount() + " tasks are left");
        }
        return latch;
    }
}
