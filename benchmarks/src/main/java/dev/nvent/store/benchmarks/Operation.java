package dev.nvent.store.benchmarks;

/** One call, of which many are measured. */
@FunctionalInterface
public interface Operation {

    /** Does it, and hands out what there is to see, so that nothing is optimised away. */
    Object run() throws Exception;
}
