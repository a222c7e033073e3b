package dev.nvent.store.internal.sql;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * A position in the write-ahead log (a log sequence number).
 *
 * @param bytes from the beginning of the log, unsigned
 */
public record WalPosition(long bytes) {

    /** Behind everything that is committed on a primary. */
    public static final Statement<?, WalPosition> OF_PRIMARY = Template.withoutValues(
            () -> select(position("pg_current_wal_insert_lsn")), Answer.row(row -> parse(row.getString(1))));

    /** Up to where a standby shows changes; empty if the server is none. */
    public static final Statement<?, Optional<WalPosition>> OF_STANDBY = Template.withoutValues(
            () -> select(position("pg_last_wal_replay_lsn")).where(isStandby()),
            Answer.optionalRow(row -> parse(row.getString(1))));

    /** Whether changes up to this position include those up to another one. */
    public boolean isAtLeast(WalPosition other) {
        return Long.compareUnsigned(bytes, other.bytes) >= 0;
    }

    static WalPosition parse(String text) {
        int slash = text.indexOf('/');
        long high = Long.parseLong(text, 0, slash, 16);
        long low = Long.parseLong(text, slash + 1, text.length(), 16);
        return new WalPosition(high << 32 | low);
    }

    private static Field<String> position(String function) {
        return cast(function(name("pg_catalog", function), SQLDataType.OTHER), SQLDataType.CLOB);
    }

    private static Condition isStandby() {
        return condition(function(name("pg_catalog", "pg_is_in_recovery"), SQLDataType.BOOLEAN));
    }
}
