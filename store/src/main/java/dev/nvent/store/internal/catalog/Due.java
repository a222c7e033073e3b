package dev.nvent.store.internal.catalog;

import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.when;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * When the entries of a table are due.
 *
 * @param time the time, in milliseconds, that an index of the table holds together with the id
 * @param column the column that a claim moves
 * @param condition which entries can be due at all
 * @param origin what remembers the time that a claim replaced; empty where nothing does
 * @param <R> the record of the table
 */
public record Due<R extends Record>(
        Field<Long> time, TableField<R, Long> column, Condition condition, Optional<Origin<R>> origin) {

    /**
     * The columns that remember the time that a claim replaced. It is valid only as long as {@code claimedUntil} equals the
     * column that the claim moved, so that any other write to that column invalidates it.
     */
    public record Origin<R extends Record>(TableField<R, Long> claimedFor, TableField<R, Long> claimedUntil) {}

    /** Due at its score. */
    static <R extends Record> Due<R> byScore(TableField<R, Long> score) {
        return new Due<>(score, score, noCondition(), Optional.empty());
    }

    /** The time at which an entry was due before it was claimed. */
    public Field<Long> originalTime() {
        return origin.<Field<Long>>map(memory -> when(column.eq(memory.claimedUntil()), memory.claimedFor())
                        .otherwise(time))
                .orElse(time);
    }
}
