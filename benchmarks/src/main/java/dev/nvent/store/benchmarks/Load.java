package dev.nvent.store.benchmarks;

import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * A load profile: the number of concurrent callers and the kind of their threads.
 *
 * @param virtual whether the callers are virtual threads; platform threads otherwise
 */
public record Load(int callers, boolean virtual) {

    /** Every combination of 1, 8 and 64 callers with platform and virtual threads. */
    public static final List<Load> ALL = List.of(
            new Load(1, false),
            new Load(8, false),
            new Load(64, false),
            new Load(1, true),
            new Load(8, true),
            new Load(64, true));

    /** The load of operations that are not measured under load. */
    static final Load ONE_PLATFORM_THREAD = new Load(1, false);

    /** The load that most throughput targets refer to. */
    public static final Load EIGHT_PLATFORM_THREADS = new Load(8, false);

    /** The load that the group commit targets refer to. */
    public static final Load SIXTY_FOUR_VIRTUAL_THREADS = new Load(64, true);

    ThreadFactory threadFactory() {
        return virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
    }

    @Override
    public String toString() {
        return callers + (virtual ? " virtual" : " platform") + (callers == 1 ? " thread" : " threads");
    }
}
