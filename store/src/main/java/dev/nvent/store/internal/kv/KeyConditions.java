package dev.nvent.store.internal.kv;

import static dev.nvent.store.jooq.Tables.KV;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.inline;

import java.time.OffsetDateTime;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;

/** Which rows of the key-value table count as keys with a value. */
final class KeyConditions {

    /** The Node adapter writes JSON null for a key without a value. */
    static final Condition HAS_VALUE = KV.VALUE.ne(inline(JSONB.valueOf("null")));

    static final Condition EXPIRED = KV.EXPIRES_AT.le(currentOffsetDateTime());
    static final Condition LIVE = liveAt(currentOffsetDateTime());

    private KeyConditions() {}

    /** Whether a key has not expired at a time. */
    static Condition liveAt(Field<OffsetDateTime> time) {
        return KV.EXPIRES_AT.isNull().or(KV.EXPIRES_AT.gt(time));
    }
}
