package dev.nvent.store.internal.sql;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import org.jooq.impl.DSL;

/** Statements that bound how long those after them in the same transaction wait for a lock. */
final class LockTimeout {

    /** For a write in a group: one that waits longer leaves its group, and waits alone. */
    static final Statement<?, Integer> OF_GROUP = of("100ms");

    /** For a write that can as well be done later. */
    static final Statement<?, Integer> AT_ONCE = of("5ms");

    private LockTimeout() {}

    private static Statement<?, Integer> of(String duration) {
        return Template.withoutValues(() -> DSL.setLocal(name("lock_timeout"), inline(duration)), Answer.changedRows());
    }
}
