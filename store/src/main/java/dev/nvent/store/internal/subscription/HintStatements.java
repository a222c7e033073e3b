package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Binder;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;

/** The statements that send hints about commits to other processes. */
final class HintStatements {

    /** The channel of NOTIFY, which all stores of a database share. */
    static final String CHANNEL = "nvent_events";

    private static final Template<Hint, Boolean> NOTIFY_OTHERS =
            Template.of(HintStatements::notifyOthers, Answer.exists());

    private static final Template<Hint, Boolean> LOOK_FOR_OTHERS = Template.of(HintStatements::others, Answer.exists());

    private HintStatements() {}

    /**
     * A hint.
     *
     * @param namespace the store it is about
     * @param process the process that sends it
     */
    record Hint(String namespace, String process) {}

    /** Sends the hint if another process runs a subscription; answers whether one does. */
    static Statement<?, Boolean> notifyOthers(Hint hint) {
        return NOTIFY_OTHERS.with(hint);
    }

    /** Answers whether another process runs a subscription. */
    static Statement<?, Boolean> lookForOthers(Hint hint) {
        return LOOK_FOR_OTHERS.with(hint);
    }

    private static Query notifyOthers(Binder<Hint> bind) {
        return select(function(
                        name("pg_catalog", "pg_notify"),
                        SQLDataType.OTHER,
                        inline(CHANNEL),
                        bind.value(SQLDataType.CLOB, Hint::namespace)))
                .whereExists(others(bind));
    }

    private static Select<?> others(Binder<Hint> bind) {
        return selectOne()
                .from(SUBSCRIPTIONS)
                .where(SUBSCRIPTIONS.OWNER.ne(bind.value(SUBSCRIPTIONS.OWNER, Hint::process)))
                .and(SUBSCRIPTIONS.LEASE_UNTIL.gt(Routines.nventStatementMillis()))
                .limit(inline(1));
    }
}
