package dev.nvent.store.benchmarks;

/**
 * How long to measure.
 *
 * @param turns how often each side has its turn
 * @param turnMillis how long a turn of latency is
 * @param loadTurns how often each side has its turn under load
 * @param loadMillis how long a turn under load is
 */
public record Pace(int turns, int turnMillis, int loadTurns, int loadMillis) {

    /** For figures that are to be believed: about ten minutes for everything. */
    public static final Pace CAREFUL = new Pace(12, 250, 6, 400);

    /** To see that it works. */
    public static final Pace HASTY = new Pace(2, 50, 1, 100);
}
