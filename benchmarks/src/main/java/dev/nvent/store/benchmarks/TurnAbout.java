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
 * The sides of a workload in one process, a short iteration each, turn about: the disk and the neighbours are in the same
 * mood for all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TurnAbout {

    /** Where the database is. */
    static final String URL = "nvent.bench.url";

    /** Which workload. */
    @Param("")
    public String workload;

    /** The only side, or -1 for all. */
    @Param("-1")
    public int side;

    private BenchDatabase database;
    private List<Operation> operations;
    private int turn;
    private Operation operation;

    /** Makes the calls. */
    @Setup(Level.Trial)
    public void open() {
        database = BenchDatabase.open(System.getProperty(URL));
        operations = Workloads.named(workload).sides().stream()
                .map(each -> each.opening().apply(database))
                .toList();
    }

    /** The next side's turn. */
    @Setup(Level.Iteration)
    public void next() {
        operation = operations.get(side >= 0 ? side : turn++ % operations.size());
    }

    /** One call. */
    @Benchmark
    public Object call() throws Exception {
        return operation.run();
    }

    /** Closes every connection. */
    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }
}
