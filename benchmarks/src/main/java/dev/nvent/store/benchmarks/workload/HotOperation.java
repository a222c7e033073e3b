package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Callers;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;

/** An operation of the fast path, held against bare JDBC: latency, throughput, allocation. */
abstract class HotOperation implements Workload {

    private final String name;
    private final List<Dataset> data;

    HotOperation(String name, Dataset... data) {
        this.name = name;
        this.data = List.of(data);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Dataset> data() {
        return data;
    }

    @Override
    public List<Callers> load() {
        return Callers.ALL;
    }

    @Override
    public List<Target> targets() {
        var targets = new ArrayList<Target>();
        targets.add(Target.latency(Side.STORE, Side.JDBC, 1.10));
        targets.add(Target.throughput(Callers.EIGHT, Side.STORE, Side.JDBC, 0.92));
        targets.add(Target.allocation(Side.STORE, Side.JDBC, 4096));
        if (sides().stream().anyMatch(side -> side.name().equals(Side.ALL_JSONB))) {
            targets.add(Target.information(Side.ALL_JSONB, Side.STORE));
        }
        return targets;
    }
}
