package dev.nvent.store.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Slices that are not counted, of each operation in turn, until the JIT compiler has little left to do.
 *
 * @param minSeconds how long each operation is run at least: the compiler pauses while code is called often enough for its
 *     last level
 * @param maxSeconds how long each operation is run at most
 */
record WarmUp(Load load, int minSeconds, int maxSeconds) {

    private static final int SLICE_MILLIS = 250;

    /** The share of the time that the compiler takes; without a warm-up it is more than half. */
    private static final double COMPILED_SHARE = 0.03;

    void run(List<Operation> operations) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime();
        boolean isCompiling = true;
        while (System.nanoTime() - start
                < TimeUnit.SECONDS.toNanos((long) operations.size() * (isCompiling ? maxSeconds : minSeconds))) {
            long began = System.nanoTime();
            long compiledBefore = compiler.getTotalCompilationTime();
            operations.forEach(operation -> ThroughputBenchmark.runSlice(operation, load, SLICE_MILLIS));
            long compiled = TimeUnit.MILLISECONDS.toNanos(compiler.getTotalCompilationTime() - compiledBefore);
            isCompiling = compiled > COMPILED_SHARE * (System.nanoTime() - began);
        }
    }
}
