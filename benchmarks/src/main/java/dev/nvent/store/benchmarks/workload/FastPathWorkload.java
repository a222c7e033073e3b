package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;

/** An operation on columns, whose latency, throughput and allocation are compared with bare JDBC. */
abstract class FastPathWorkload implements Workload {

    private final String name;
    private final List<Dataset> data;

    FastPathWorkload(String name, Dataset... data) {
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
    public List<Load> loads() {
        return Load.ALL;
    }

    @Override
    public List<Target> targets() {
        var targets = new ArrayList<Target>();
        targets.add(Target.latency(Variant.STORE, Variant.JDBC, 1.10));
        targets.add(Target.throughput(Load.EIGHT_PLATFORM_THREADS, Variant.STORE, Variant.JDBC, 0.92));
        targets.add(Target.allocation(Variant.STORE, Variant.JDBC, 4096));
        if (variants().stream().anyMatch(variant -> variant.name().equals(Variant.ALL_JSONB))) {
            targets.add(Target.comparison(Variant.ALL_JSONB, Variant.STORE));
        }
        return targets;
    }
}
