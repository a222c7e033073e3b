package dev.nvent.store.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The tables of generic streams, one for each subject type. Thread-safe as the store is that it comes from. */
public interface StreamTypes {

    /**
     * The table of one subject type.
     *
     * @param subjectType the first two segments of its subjects, {@code nq:flow}
     * @param tableName its physical name, without the schema; that of the parts together, if the type is split
     * @param splitBy the period by which the type is split, if it is
     */
    record StreamType(String subjectType, String tableName, Optional<SplitPeriod> splitBy) {}

    /** The period, of the calendar in UTC, after which a new part of a split stream type begins. Weeks begin on Monday. */
    enum SplitPeriod {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    /** Every subject type that has been appended to, with its table, in the order of names. One statement. */
    List<StreamType> list();

    /**
     * Drops a subject type with all its events; other types are not affected. Needs the rights of the tables' owner.
     *
     * @return whether there was one
     */
    boolean drop(String subjectType);

    /**
     * Splits a subject type by time: its events go to a new table after each period, as soon as a sweep with a
     * {@linkplain dev.nvent.store.retention.RetentionRule#streamEvents retention rule} for the type runs, and the
     * sweep drops tables that are old enough instead of deleting rows. Nothing else changes for callers: streams, their order,
     * idempotency keys and versions reach across all tables. If the type is split already, its period changes.
     *
     * <p>Works while others append and read. Copies nothing. Reads the table once to validate a constraint, without blocking
     * appends; the first split of a store reads the tables of all types. Then locks them for some milliseconds, and fails if it
     * does not get the locks. The next ids are about a billion higher. Needs the rights of the tables' owner. Not in a
     * transaction.
     *
     * @return whether the type was not split before
     */
    boolean split(String subjectType, SplitPeriod period);

    /**
     * Undoes {@link #split}: moves the events of all parts to one table. Copies all but those of the oldest part, and blocks all
     * generic streams meanwhile. Needs the rights of the tables' owner.
     *
     * @return whether the type was split
     */
    boolean join(String subjectType);

    /**
     * Deletes the events of a subject type that are older than an age on the database's clock, a batch of
     * 5,000 in each statement, each committed by itself.
     *
     * @return how many were deleted
     */
    long deleteOlderThan(String subjectType, Duration age);

    /** As {@link #deleteOlderThan(String, Duration)}; {@code progress} receives after each batch how many have been deleted so far. */
    long deleteOlderThan(String subjectType, Duration age, LongConsumer progress);
}
