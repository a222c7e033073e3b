package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Appends with and without a listener. Without one, a call creates nothing for it. */
final class ListenerCost implements Workload {

    private static final String LISTENER = "one listener";
    private static final String NONE = "no listener";

    @Override
    public String name() {
        return "append with a listener";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.EVENTS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(Variant.of(LISTENER, ListenerCost::observed), Variant.of(NONE, Append::store));
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, LISTENER, NONE, 0.97),
                Target.allocation(LISTENER, NONE, 512));
    }

    private static Operation observed(BenchDatabase database) {
        var nanos = new LongAdder();
        var store = database.observedStore(
                (operation, target) -> result -> nanos.add(result.duration().toNanos()));
        return () -> store.flowRunEvents(Dataset.randomId()).append(Append.event());
    }
}
