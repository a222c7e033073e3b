package dev.nvent.store.stream;

import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/** The tables of generic streams, one for each subject type. Thread-safe as the store is that it comes from. */
public interface StreamTypes {

    /**
     * The table of one subject type.
     *
     * @param subjectType the first two segments of its subjects, {@code nq:flow}
     * @param tableName its physical name, without the schema
     */
    record StreamType(String subjectType, String tableName) {}

    /** Every subject type that has been appended to, with its table, in the order of names. One statement. */
    List<StreamType> list();

    /**
     * Drops a subject type with all its events; no other type is touched. Needs the rights of the tables' owner.
     *
     * @return whether there was one
     */
    boolean drop(String subjectType);

    /**
     * Deletes the events of a subject type that are older than an age on the database's clock, a batch of
     * 5,000 in each statement, each committed by itself.
     *
     * @return how many were deleted
     */
    long deleteOlderThan(String subjectType, Duration age);

    /** As {@link #deleteOlderThan(String, Duration)}, telling after each batch how many have been deleted so far. */
    long deleteOlderThan(String subjectType, Duration age, LongConsumer progress);
}
