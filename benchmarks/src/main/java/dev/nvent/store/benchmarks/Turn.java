package dev.nvent.store.benchmarks;

/** An operation that plays its turns under load by itself, in a process of its own. */
public interface Turn extends Operation {

    /** The time of each call, in microseconds. */
    double[] play(int callers, int millis);
}
