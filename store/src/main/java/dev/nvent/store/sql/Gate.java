package dev.nvent.store.sql;

import dev.nvent.store.jooq.Routines;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Whether a statement makes its change in any case, or only if all is as the statements before it expected. */
public enum Gate {
    /** In any case. */
    OPEN,
    /** Only if what {@link #note} noted in the same transaction is true. */
    IF_EXPECTED;

    /** A part of the shape of a statement behind this gate. */
    public String shape() {
        return name();
    }

    /** The condition of a statement behind this gate. */
    public Condition condition() {
        return this == OPEN ? DSL.noCondition() : DSL.condition(Routines.transitionReady());
    }

    /**
     * Notes whether all is as expected, as one column of a SELECT.
     *
     * @param isFirst whether nothing was noted before that is to hold too
     * @param asExpected null counts as false
     */
    public static Field<Boolean> note(boolean isFirst, Field<Boolean> asExpected) {
        return Routines.transitionExpect(isFirst ? DSL.inline(true) : Routines.transitionReady(), asExpected);
    }
}
