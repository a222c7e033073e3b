package dev.nvent.store.benchmarks;

/** An operation of an external process, which runs a whole slice under load by itself. */
public interface SliceOperation extends Operation {

    /** Runs one slice and returns the duration of each call in microseconds. */
    double[] runSlice(int callers, int millis);
}
