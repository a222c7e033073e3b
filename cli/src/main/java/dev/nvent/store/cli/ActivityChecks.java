package dev.nvent.store.cli;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import dev.nvent.store.cli.PgCatalog.Databases;
import dev.nvent.store.cli.PgCatalog.Extensions;
import dev.nvent.store.cli.PgCatalog.PreparedTransactions;
import dev.nvent.store.cli.PgCatalog.Replicas;
import dev.nvent.store.cli.PgCatalog.ReplicationSlots;
import dev.nvent.store.cli.PgCatalog.Sessions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;

/** Checks the current activity of the server: transactions, replication, statistics. */
final class ActivityChecks {

    private static final Duration LONG_TRANSACTION = Duration.ofMinutes(5);
    private static final Duration TOO_LONG_TRANSACTION = Duration.ofHours(1);
    private static final long OLD_TRANSACTION_AGE = 500_000_000;
    private static final long TOO_OLD_TRANSACTION_AGE = 1_000_000_000;

    private ActivityChecks() {}

    static List<Finding> findings(DoctorContext context) {
        DSLContext dsl = context.dsl();
        return List.of(
                visibility(dsl),
                transactions(dsl),
                prepared(dsl),
                wraparound(dsl),
                statements(dsl),
                replication(context),
                slots(dsl));
    }

    private static Finding visibility(DSLContext dsl) {
        int hidden = dsl.fetchCount(dsl.selectOne().from(Sessions.TABLE).where(Sessions.isHidden()));
        return hidden > 0
                ? Finding.warning(
                        "visibility", Formats.count(hidden, "session") + " of other roles hidden from this role")
                : Finding.ok("visibility", "no hidden sessions");
    }

    private static Finding transactions(DSLContext dsl) {
        var oldest = dsl.select(min(Sessions.TRANSACTION_START), currentOffsetDateTime())
                .from(Sessions.TABLE)
                .where(Sessions.PID.ne(PgCatalog.ownPid()))
                .fetchSingle();
        if (oldest.value1() == null) {
            return Finding.ok("long_transactions", "no open transactions");
        }
        Duration age = Duration.between(oldest.value1(), oldest.value2());
        String found = "oldest transaction open for " + Formats.millis(Math.max(0, age.toMillis()));
        if (age.compareTo(LONG_TRANSACTION) < 0) {
            return Finding.ok("long_transactions", found);
        }
        String session = dsl.select(Sessions.PID, Sessions.USER, Sessions.STATE)
                .from(Sessions.TABLE)
                .where(Sessions.TRANSACTION_START.eq(oldest.value1()))
                .limit(1)
                .fetchOptional(row -> "pid " + row.value1() + ", user " + row.value2() + ", " + row.value3())
                .orElse("ended in the meantime");
        return Finding.of(
                age.compareTo(TOO_LONG_TRANSACTION) < 0 ? Finding.Level.WARNING : Finding.Level.PROBLEM,
                "long_transactions",
                found + " (" + session + ")");
    }

    private static Finding prepared(DSLContext dsl) {
        var oldest = dsl.select(count(), min(PreparedTransactions.SINCE), currentOffsetDateTime())
                .from(PreparedTransactions.TABLE)
                .fetchSingle();
        OffsetDateTime since = oldest.value2();
        return since != null && Duration.between(since, oldest.value3()).compareTo(LONG_TRANSACTION) > 0
                ? Finding.problem("prepared_transactions", oldest.value1() + " open, the oldest since " + since)
                : Finding.ok("prepared_transactions", "none older than 5 minutes");
    }

    private static Finding wraparound(DSLContext dsl) {
        long age = dsl.select(max(PgCatalog.transactionAge(Databases.FROZEN)))
                .from(Databases.TABLE)
                .fetchSingle()
                .value1();
        String found = Formats.count(age, "transaction") + " since the oldest freeze (datfrozenxid)";
        if (age < OLD_TRANSACTION_AGE) {
            return Finding.ok("wraparound", found);
        }
        return age < TOO_OLD_TRANSACTION_AGE
                ? Finding.warning("wraparound", found)
                : Finding.problem("wraparound", found);
    }

    private static Finding statements(DSLContext dsl) {
        boolean installed =
                dsl.fetchExists(dsl.selectOne().from(Extensions.TABLE).where(Extensions.NAME.eq("pg_stat_statements")));
        return installed
                ? Finding.ok("pg_stat_statements", "installed")
                : Finding.warning("pg_stat_statements", "not installed in this database");
    }

    private static Finding replication(DoctorContext context) {
        DSLContext dsl = context.dsl();
        if (dsl.select(PgCatalog.isInRecovery()).fetchSingle().value1()) {
            return Finding.ok("replication", "this server is a replica");
        }
        int replicas = dsl.fetchCount(Replicas.TABLE);
        boolean archives = !context.settings().text("archive_mode").equals("off");
        if (replicas == 0 && !archives) {
            return Finding.warning("replication", "no replica connected, WAL archiving off");
        }
        return Finding.ok(
                "replication", Formats.count(replicas, "replica") + ", WAL archiving " + (archives ? "on" : "off"));
    }

    private static Finding slots(DSLContext dsl) {
        List<String> inactive = dsl.select(ReplicationSlots.NAME)
                .from(ReplicationSlots.TABLE)
                .where(ReplicationSlots.ACTIVE.isFalse())
                .fetch(ReplicationSlots.NAME);
        return inactive.isEmpty()
                ? Finding.ok("replication_slots", "no inactive slots")
                : Finding.warning("replication_slots", "inactive: " + String.join(", ", inactive));
    }
}
