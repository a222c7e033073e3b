package dev.nvent.store.benchmarks;

import dev.nvent.store.benchmarks.workload.Workloads;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The JMH benchmark. It interleaves the variants of a workload in one process: each JMH iteration is a slice of the next
 * variant, so that variations in disk speed and background load affect all variants equally.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Interleaved {

    /** The system property with the JDBC URL of the database. */
    static final String URL = "nvent.bench.url";

    /** The system property with the shortest warm-up of a variant in seconds. */
    static final String MIN_WARM_UP = "nvent.bench.warmup.min";

    /** The system property with the longest warm-up of a variant in seconds. */
    static final String MAX_WARM_UP = "nvent.bench.warmup.max";

    /** The name of the workload. */
    @Param("")
    public String workload;

    /** The index of the only variant to run; -1 to interleave all variants. */
    @Param("-1")
    public int variant;

    private BenchDatabase database;
    private List<Operation> operations;
    private int slice;
    private Operation operation;

    /** Opens the database, creates the operation of each variant, and warms up, except for a single variant. */
    @Setup(Level.Trial)
    public void open() {
        database = BenchDatabase.open(System.getProperty(URL));
        Workload named = Workloads.named(workload);
        List<Variant> selected =
                variant < 0 ? named.variants() : List.of(named.variants().get(variant));
        operations =
                selected.stream().map(each -> each.factory().apply(database)).toList();
        if (variant < 0) {
            new WarmUp(named.warmUpLoad(), Integer.getInteger(MIN_WARM_UP), Integer.getInteger(MAX_WARM_UP))
                    .run(operations);
        }
    }

    /** Selects the variant of the next slice. */
    @Setup(Level.Iteration)
    public void next() {
        operation = operations.get(slice++ % operations.size());
    }

    /** The measured call. */
    @Benchmark
    public Object call() throws Exception {
        return operation.run();
    }

    /** Closes the store and the connection pool. */
    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }
}
