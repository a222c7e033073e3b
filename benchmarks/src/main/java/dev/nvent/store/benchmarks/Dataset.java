package dev.nvent.store.benchmarks;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Rows that are there before anything is measured. Loaded by a script in a directory {@code data}, of the same name. */
public enum Dataset {
    /** {@value #RUNS_COUNT} runs of one flow, each with a document of 2 KB; the same as one metadata column. */
    RUNS,
    /** The same with documents of 10 KB; fewer. */
    BIG_RUNS,
    /** As many keys as runs. */
    KEYS,
    /** As many keys, and a million more that have expired, under another prefix. */
    EXPIRED_KEYS("expired"),
    /** Half a million entries of the generic index, and as many runs of one flow. */
    PAGES,
    /** A stream of a thousand events, in a table of ten thousand. */
    FEW_EVENTS("few"),
    /** A stream of a thousand events, in a table of ten million. */
    MANY_EVENTS("many"),
    /** Flows, whose runs are played step by step. */
    FLOWS;

    /** The prefix of the tables that most work is done on. */
    public static final String PREFIX = "nvent";

    /** How many rows of each kind. */
    public static final int RUNS_COUNT = 10_000;

    /** How many of the big ones. */
    public static final int BIG_RUNS_COUNT = 2_000;

    private final String prefix;

    Dataset() {
        this(PREFIX);
    }

    Dataset(String prefix) {
        this.prefix = prefix;
    }

    /** The prefix of the tables that it is in. */
    public String prefix() {
        return prefix;
    }

    /** Whether it takes more than a moment to load. */
    boolean isLarge() {
        return this == EXPIRED_KEYS || this == PAGES || this == MANY_EVENTS;
    }

    /** The id of any run, or any key. */
    public static String any() {
        return "id-" + ThreadLocalRandom.current().nextInt(RUNS_COUNT);
    }

    /** The id of any big run. */
    public static String anyBig() {
        return "id-" + ThreadLocalRandom.current().nextInt(BIG_RUNS_COUNT);
    }

    void load(BenchDatabase database) {
        database.store(prefix);
        database.run("data/" + name().toLowerCase(Locale.ROOT) + ".sql");
    }
}
