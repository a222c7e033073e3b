package dev.nvent.store.internal.kv;

import static dev.nvent.store.jooq.Tables.KV;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;
import static org.jooq.impl.DSL.select;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.kv.Lease;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jooq.impl.SQLDataType;

/** The statements on leases. */
final class LeaseStatements {

    private static final Template<Acquisition, Optional<Long>> ACQUIRE = Template.of(
            bind -> select(Routines.nventAcquireLease(
                    bind.value(SQLDataType.CLOB, Acquisition::tablePrefix),
                    bind.value(SQLDataType.CLOB, Acquisition::key),
                    bind.value(SQLDataType.CLOB, Acquisition::owner),
                    bind.value(SQLDataType.BIGINT, Acquisition::millis))),
            Answer.row(row -> {
                long token = row.getLong(1);
                return row.wasNull() ? Optional.empty() : Optional.of(token);
            }));

    private static final Template<Renewal, Boolean> RENEW = Template.of(
            bind -> select(Routines.nventRenewLease(
                    bind.value(SQLDataType.CLOB, Renewal::tablePrefix),
                    bind.value(SQLDataType.CLOB, renewal -> renewal.lease().key()),
                    bind.value(SQLDataType.BIGINT, renewal -> renewal.lease().token()),
                    bind.value(SQLDataType.BIGINT, Renewal::millis))),
            Answer.row(row -> row.getBoolean(1)));

    private static final Template<Lease, Optional<Boolean>> RELEASE = Template.of(
            bind -> {
                // A clock in USING, since distributed engines refuse a function in RETURNING.
                var clock = select(currentOffsetDateTime().as("now")).asTable("clock");
                return deleteFrom(KV)
                        .using(clock)
                        .where(KV.KEY.eq(bind.value(KV.KEY, Lease::key)))
                        .and(jsonbGetAttributeAsText(KV.VALUE, inline("token"))
                                .eq(bind.value(SQLDataType.CLOB, lease -> String.valueOf(lease.token()))))
                        .returningResult(field(KV.EXPIRES_AT.gt(clock.field("now", OffsetDateTime.class))));
            },
            Answer.optionalRow(row -> row.getBoolean(1)));

    private LeaseStatements() {}

    private record Acquisition(String tablePrefix, String key, String owner, long millis) {}

    private record Renewal(String tablePrefix, Lease lease, long millis) {}

    /** Answers the token, or nothing where the key has a value. */
    static Statement<?, Optional<Long>> acquire(String tablePrefix, String key, String owner, Duration duration) {
        return ACQUIRE.with(new Acquisition(tablePrefix, key, owner, duration.toMillis()));
    }

    /** Answers whether the lease was held. */
    static Statement<?, Boolean> renew(String tablePrefix, Lease lease, Duration duration) {
        return RENEW.with(new Renewal(tablePrefix, lease, duration.toMillis()));
    }

    /** Answers whether the lease had not expired, where there was one. */
    static Statement<?, Optional<Boolean>> release(Lease lease) {
        return RELEASE.with(lease);
    }
}
