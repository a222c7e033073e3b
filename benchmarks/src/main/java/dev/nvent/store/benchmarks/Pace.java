package dev.nvent.store.benchmarks;

/**
 * How long to measure.
 *
 * @param turns how often each side has its turn
 * @param turnMillis how long a turn of latency is
 * @param loadTurns how often each side has its turn under load; 0 for no load
 * @param loadMillis how long a turn under load is
 */
public record Pace(int turns, int turnMillis, int loadTurns, int loadMillis) {

    /** For figures that are to be believed: about ten minutes for everything. */
    public static final Pace CAREFUL = new Pace(12, 250, 4, 300);

    /** Latency and allocation only, with many turns. */
    public static final Pace ONE_CALLER = new Pace(12, 250, 0, 0);

    /** To see that it works. */
    public static final Pace HASTY = new Pace(2, 50, 1, 100);

    /** By its name: {@code careful}, {@code one-caller}, {@code hasty}. */
    static Pace named(String name) {
        return switch (name) {
            case "careful" -> CAREFUL;
            case "one-caller" -> ONE_CALLER;
            case "hasty" -> HASTY;
            default -> throw new IllegalArgumentException("no such pace: " + name);
        };
    }
}
