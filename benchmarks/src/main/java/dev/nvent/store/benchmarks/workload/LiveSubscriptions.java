package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.StatementRate;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.StartPosition;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Appends to a subject type that none, one and ten subscriptions of the same process follow. */
final class LiveSubscriptions implements Workload {

    private static final String TEN = "10 subscriptions";
    private static final String ONE = "1 subscription";
    private static final String NONE = "no subscription";

    /** Those whose subscriptions run in this process. */
    private static final Set<String> FOLLOWED = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "append with subscriptions";
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(TEN, database -> followed(database, "ten", 10)),
                Variant.of(ONE, database -> followed(database, "one", 1)),
                Variant.of(NONE, database -> followed(database, "none", 0)));
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, TEN, NONE, 0.9),
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, ONE, NONE, 0.9));
    }

    @Override
    public List<StatementRate> idleRates(BenchDatabase database) {
        double perSecond = database.idleStatementsPerSecond(store -> {
            for (int i = 0; i < 10; i++) {
                store.subscribe("idle " + i)
                        .to(EventSource.subjectType("bench-idle:events"))
                        .handle(event -> {});
            }
            store.stream("bench-idle:events:1").append(Append.event());
        });
        return List.of(new StatementRate(name(), "10 idle subscriptions of a process", perSecond, 2));
    }

    /** The subscriptions live as long as the process of the benchmark; without appends they are idle. */
    private static Operation followed(BenchDatabase database, String name, int subscriptions) {
        NventStore store = database.ownStore("followed " + name, Dataset.PREFIX);
        for (int i = FOLLOWED.add(name) ? 0 : subscriptions; i < subscriptions; i++) {
            store.subscribe("followed " + name + " " + i)
                    .to(EventSource.subjectType("bench-" + name + ":events"))
                    .from(StartPosition.now())
                    .handleBatches(events -> {});
        }
        return () -> store.stream("bench-" + name + ":events:"
                        + ThreadLocalRandom.current().nextInt(1_000))
                .append(Append.event());
    }
}
