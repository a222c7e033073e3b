package dev.nvent.store.benchmarks;

import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * So many threads that call at once.
 *
 * @param virtual whether they are virtual threads
 */
public record Callers(int count, boolean virtual) {

    /** Each number of callers, on each kind of threads. */
    public static final List<Callers> ALL = List.of(
            new Callers(1, false),
            new Callers(8, false),
            new Callers(64, false),
            new Callers(1, true),
            new Callers(8, true),
            new Callers(64, true));

    /** Eight platform threads, for which most targets are. */
    public static final Callers EIGHT = new Callers(8, false);

    /** Sixty-four virtual threads. */
    public static final Callers CROWD = new Callers(64, true);

    ThreadFactory threads() {
        return virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
    }

    @Override
    public String toString() {
        return count + (virtual ? " virtual" : " platform") + (count == 1 ? " thread" : " threads");
    }
}
