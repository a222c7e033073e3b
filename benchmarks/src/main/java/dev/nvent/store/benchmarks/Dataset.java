package dev.nvent.store.benchmarks;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Test data, loaded before the measurements by the script of the same name in the resource directory {@code data}. */
public enum Dataset {
    /** {@value #RUNS_COUNT} runs of one flow, each with a 2 KB document, and the same data in the all-JSONB table. */
    RUNS,
    /** An event of each run, so that the planner knows the table as autovacuum does soon after the first events. */
    EVENTS,
    /** {@value #BIG_RUNS_COUNT} runs with 10 KB documents, and the same data in the all-JSONB table. */
    BIG_RUNS,
    /** {@value #RUNS_COUNT} keys. */
    KEYS,
    /** {@value #RUNS_COUNT} live keys and a million expired keys, under a prefix of their own. */
    EXPIRED_KEYS("expired"),
    /** Half a million entries of the generic index and half a million runs of one flow. */
    PAGES,
    /** Streams of a thousand events each, in a table of ten thousand events. */
    FEW_EVENTS("few"),
    /** Streams of a thousand events each, in a table of ten million events. */
    MANY_EVENTS("many"),
    /** A thousand streams of 50 events and a long one, with payloads of 300 bytes. */
    STREAMS("streams"),
    /** A million events of ten thousand runs, and a table for a position. */
    CATCH_UP("catchup"),
    /** Due entries: 200,000 each for two variants that complete one, 600,000 for one that completes ten at once. */
    TASKS,
    /** A hundred due entries among a thousand. */
    FEW_TASKS("fewtasks"),
    /** A hundred due entries among ten million. */
    MANY_TASKS("manytasks"),
    /** 300,000 runs that ended long ago, each with three events. */
    OLD_RUNS("oldruns"),
    /** The empty table of db-scheduler. */
    SCHEDULED_TASKS,
    /** A hundred flows without runs. */
    FLOWS;

    /** The table prefix of most datasets. */
    public static final String PREFIX = "nvent";

    /** The number of runs, and of live keys. */
    public static final int RUNS_COUNT = 10_000;

    /** The number of runs with a 10 KB document. */
    public static final int BIG_RUNS_COUNT = 2_000;

    private final String prefix;

    Dataset() {
        this(PREFIX);
    }

    Dataset(String prefix) {
        this.prefix = prefix;
    }

    /** The prefix of the tables that contain the data. */
    public String prefix() {
        return prefix;
    }

    /** Whether loading takes seconds or more. */
    boolean isLarge() {
        return this == EXPIRED_KEYS
                || this == PAGES
                || this == MANY_EVENTS
                || this == STREAMS
                || this == CATCH_UP
                || this == TASKS
                || this == MANY_TASKS
                || this == OLD_RUNS;
    }

    /** Returns the id of a random run; keys have the same ids. */
    public static String randomId() {
        return "id-" + ThreadLocalRandom.current().nextInt(RUNS_COUNT);
    }

    /** Returns the id of a random run with a 10 KB document. */
    public static String randomBigRunId() {
        return "id-" + ThreadLocalRandom.current().nextInt(BIG_RUNS_COUNT);
    }

    void load(BenchDatabase database) {
        database.store(prefix);
        database.run("data/" + name().toLowerCase(Locale.ROOT) + ".sql");
    }
}
