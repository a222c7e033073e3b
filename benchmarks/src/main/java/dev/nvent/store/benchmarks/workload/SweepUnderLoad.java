package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Appends while a sweep deletes old runs with their events. */
final class SweepUnderLoad implements Workload {

    private static final String SWEEPING = "during a sweep";
    private static final String ALONE = "alone";

    @Override
    public String name() {
        return "append with retention";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.OLD_RUNS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(Variant.of(SWEEPING, SweepUnderLoad::sweeping), Variant.of(ALONE, SweepUnderLoad::append));
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.throughput(Load.EIGHT_PLATFORM_THREADS, SWEEPING, ALONE, 0.8));
    }

    private static Operation append(BenchDatabase database) {
        NventStore store = database.store(Dataset.OLD_RUNS.prefix());
        return () -> store.flowRunEvents(Dataset.randomId()).append(Append.event());
    }

    /** Sweeps for as long as the operation is called. */
    private static Operation sweeping(BenchDatabase database) {
        NventStore store = database.store(Dataset.OLD_RUNS.prefix());
        Operation append = append(database);
        var lastCall = new AtomicLong(Long.MIN_VALUE);
        Thread.ofPlatform().daemon().start(() -> {
            SweepOptions briefly = SweepOptions.DEFAULT.withTimeLimit(Duration.ofMillis(20));
            while (true) {
                if (System.nanoTime() - lastCall.get() < 20_000_000) {
                    store.retention().sweep(List.of(RetentionRule.runs(Duration.ofDays(30))), briefly);
                } else {
                    pause();
                }
            }
        });
        return () -> {
            lastCall.set(System.nanoTime());
            return append.run();
        };
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
