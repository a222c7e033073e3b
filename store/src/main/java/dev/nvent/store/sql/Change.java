package dev.nvent.store.sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;

/**
 * One of several changes that a single statement makes: all of them, or none.
 *
 * @param <T> what became of it
 */
public interface Change<T> {

    /** What tells its text from that of other changes, as in {@link SqlStatement#shape}. */
    List<String> shape();

    /**
     * Locks the row that must be there: its first column says whether it is as expected, its others are for
     * {@link #read}. Empty where nothing must be there.
     */
    Optional<Select<?>> lock(DSLContext dsl);

    /** One for each place in the text of the lock, in order. */
    List<?> lockValues();

    /** Makes the change if {@code ready} holds, which it does for all changes or for none. */
    ResultQuery<?> make(DSLContext dsl, Condition ready);

    /** One for each place in the text of the change, in order. */
    List<?> makeValues();

    /** What {@link #make} returned as one row at most. */
    default Table<?> result(Table<?> made) {
        return made;
    }

    /** Reads the columns of its lock, then those of its result. They are null where there was no row. */
    T read(Columns columns) throws SQLException;
}
