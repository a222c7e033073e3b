package dev.nvent.store.benchmarks;

/** The call that a benchmark repeats. */
@FunctionalInterface
public interface Operation {

    /** Runs the operation once. The result is returned so that the JIT compiler cannot eliminate the work. */
    Object run() throws Exception;
}
