package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Callers;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;

/** Whole runs of five steps, see {@link Engine}: 33 writes, each committed by itself, or 7 transitions. */
final class FiveSteps implements Workload {

    private static final String TRANSITIONS = "store, transitions";
    private static final String GROUPED = "store, transitions, commits grouped";
    private static final String STORE = "store, call by call";
    private static final String JDBC = "bare JDBC, call by call";

    @Override
    public String name() {
        return "run of 5 steps";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.FLOWS);
    }

    @Override
    public List<Side> sides() {
        var sides = new ArrayList<Side>();
        sides.add(Side.of(TRANSITIONS, database -> new TransitionEngine(database.store())::play));
        sides.add(Side.of(GROUPED, database -> new TransitionEngine(database.groupingStore())::play));
        sides.add(Side.of(STORE, database -> new StoreEngine(database.store())::play));
        sides.add(Side.of(JDBC, database -> new JdbcEngine(database)::play));
        if (Original.isInstalled()) {
            sides.add(Side.of(Original.NAME, Original::new));
        }
        return sides;
    }

    @Override
    public List<Callers> load() {
        return List.of(Callers.EIGHT);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.throughput(Callers.EIGHT, TRANSITIONS, JDBC, 3),
                Target.throughput(Callers.EIGHT, TRANSITIONS, Original.NAME, 6),
                Target.throughput(Callers.EIGHT, GROUPED, Original.NAME, 10),
                Target.information(STORE, JDBC),
                Target.information(STORE, Original.NAME),
                Target.information(Callers.EIGHT, STORE, JDBC),
                Target.information(Callers.EIGHT, STORE, Original.NAME));
    }
}
