package dev.nvent.store.internal.sql;

import java.util.OptionalInt;

/** A guard of a pipeline found that an entry is missing or not as expected; the pipeline changed nothing. */
public final class GuardFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int entry;
    private final transient OptionalInt version;

    /** @param detail the entry's number and, where the entry exists, its version, as the database function writes them */
    GuardFailedException(String detail) {
        super("an entry is missing or not as expected", null, false, false);
        String[] parts = detail.strip().split(" ");
        this.entry = Integer.parseInt(parts[0]);
        this.version = parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts[1]));
    }

    /** The number that the guard was given. */
    public int entry() {
        return entry;
    }

    /** The version that the entry has; empty where there is no entry. */
    public OptionalInt version() {
        return version;
    }
}
