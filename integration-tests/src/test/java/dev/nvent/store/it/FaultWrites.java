package dev.nvent.store.it;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.stream.NewEvent;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writers of events and of entries that are due, during faults. Each write has a number of its own. Some transactions draw
 * an id early and commit late, or not at all.
 */
final class FaultWrites {

    static final String SOURCE = "faults:order";
    static final String TASKS = "faults:tasks";
    static final int KEYS = 32;
    static final int WRITERS = 8;

    private static final int MAX_PAUSE_MILLIS = 4;
    private static final int LATE_MILLIS = 30;

    private final Map<Long, Acknowledged> events = new ConcurrentHashMap<>();
    private final Map<Long, Acknowledged> tasks = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private volatile boolean isOver;
    private volatile long failedAt;
    private volatile long leftFrom = Long.MAX_VALUE;
    private volatile long leftUntil = Long.MAX_VALUE;
    private volatile long lastLeft;

    /** Times of {@link System#nanoTime()}. */
    private record Acknowledged(long begun, long returned) {}

    private static final class RolledBack extends Exception {
        private static final long serialVersionUID = 1;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws RolledBack;
    }

    /** Writes until it is over. */
    void write(NventStore store, int writer) {
        var random = new Random(writer);
        while (!isOver) {
            long next = number.incrementAndGet();
            String subject = SOURCE + ":" + key(next);
            var event = NewEvent.of("placed").withData(next);
            switch (random.nextInt(10)) {
                case 0 -> attempt(tasks, next, () -> store.index(TASKS).add(String.valueOf(next), 0, Map.of()));
                case 1 ->
                    attempt(
                            events,
                            next,
                            () -> store.<Long, RolledBack>inTransaction(tx -> {
                                long id = tx.stream(subject).append(event).id();
                                Waits.pause(random.nextInt(LATE_MILLIS));
                                return id;
                            }));
                case 2 ->
                    attempt(
                            events,
                            next,
                            () -> store.<Long, RolledBack>inTransaction(tx -> {
                                tx.stream(subject).append(event);
                                throw new RolledBack();
                            }));
                default -> attempt(events, next, () -> store.stream(subject).append(event));
            }
            Waits.pause(random.nextInt(MAX_PAUSE_MILLIS));
        }
    }

    private static void attempt(Map<Long, Acknowledged> acknowledged, long number, Write write) {
        long begun = System.nanoTime();
        try {
            write.run();
            acknowledged.put(number, new Acknowledged(begun, System.nanoTime()));
        } catch (StoreException | RolledBack notAcknowledged) {
            // A failed write may have been stored.
        }
    }

    /** The key of a write: that of its stream, and where its effects are. */
    static String key(long number) {
        return String.valueOf(number % KEYS);
    }

    /** A fault has just occurred. */
    void failing() {
        failedAt = System.nanoTime();
    }

    /** From the fault to the first answer to a write that began after it. */
    long firstSinceNanos() {
        return Stream.of(events, tasks)
                .flatMap(all -> all.values().stream())
                .filter(write -> write.begun() > failedAt)
                .mapToLong(write -> write.returned() - failedAt)
                .min()
                .orElseThrow();
    }

    /** Ends all writers. */
    void end() {
        isOver = true;
    }

    /** All later writes have at least this number. */
    long next() {
        return number.get() + 1;
    }

    /**
     * From a time on until now, writes were acknowledged by a server whose data was dumped after that time, so they may have
     * stayed there.
     */
    void leftBehindSince(long nanoTime) {
        leftFrom = nanoTime;
        leftUntil = System.nanoTime();
        lastLeft = number.get();
    }

    /** Whether a write may have been left behind. */
    boolean mayBeLeftBehind(long write) {
        return write <= lastLeft;
    }

    /** The acknowledged events, without those that may have been left behind. */
    Set<Long> acknowledgedEvents() {
        return acknowledged(events);
    }

    /** The acknowledged entries, without those that may have been left behind. */
    Set<Long> acknowledgedTasks() {
        return acknowledged(tasks);
    }

    private Set<Long> acknowledged(Map<Long, Acknowledged> all) {
        return all.entrySet().stream()
                .filter(write -> write.getValue().returned() < leftFrom
                        || write.getValue().begun() > leftUntil)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
