package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;

/** Complete runs of five steps, see {@link Engine}: 33 separately committed writes, or 7 transitions. */
final class FiveStepRun implements Workload {

    private static final String TRANSITIONS = "store, transitions";
    private static final String GROUP_COMMIT = "store, transitions, group commit";
    private static final String STORE = "store, separate calls";
    private static final String JDBC = "bare JDBC, separate calls";
    private static final String PIPELINED = "bare JDBC, one text for a transition";

    @Override
    public String name() {
        return "run of 5 steps";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.FLOWS);
    }

    @Override
    public List<Variant> variants() {
        var variants = new ArrayList<Variant>();
        variants.add(Variant.of(TRANSITIONS, database -> new TransitionEngine(database.store())::executeRun));
        variants.add(
                Variant.of(GROUP_COMMIT, database -> new TransitionEngine(database.groupCommitStore())::executeRun));
        variants.add(Variant.of(STORE, database -> new StoreEngine(database.store())::executeRun));
        variants.add(Variant.of(JDBC, database -> new JdbcEngine(database)::executeRun));
        variants.add(Variant.of(PIPELINED, database -> new PipelinedEngine(database)::executeRun));
        if (NodeAdapter.isInstalled()) {
            variants.add(Variant.of(NodeAdapter.NAME, NodeAdapter::new));
        }
        return variants;
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public boolean measuresFootprint() {
        return true;
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, TRANSITIONS, PIPELINED, 0.95),
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, TRANSITIONS, JDBC, 3),
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, TRANSITIONS, NodeAdapter.NAME, 6),
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, GROUP_COMMIT, NodeAdapter.NAME, 10),
                Target.comparison(Load.EIGHT_PLATFORM_THREADS, PIPELINED, JDBC),
                Target.comparison(Load.EIGHT_PLATFORM_THREADS, PIPELINED, NodeAdapter.NAME),
                Target.comparison(STORE, JDBC),
                Target.comparison(STORE, NodeAdapter.NAME),
                Target.comparison(Load.EIGHT_PLATFORM_THREADS, STORE, JDBC),
                Target.comparison(Load.EIGHT_PLATFORM_THREADS, STORE, NodeAdapter.NAME));
    }
}
