package dev.nvent.store.cli;

import static org.jooq.impl.DSL.count;

import dev.nvent.store.cli.PgCatalog.Encryption;
import dev.nvent.store.cli.PgCatalog.Sessions;
import dev.nvent.store.internal.sql.ConnectionPooler;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Checks encryption, the role's privileges, and the number of available connections. */
final class ConnectionChecks {

    private static final String CLIENT_BACKEND = "client backend";
    private static final double WARNING_SHARE = 0.8;

    private ConnectionChecks() {}

    static List<Finding> findings(DoctorContext context) {
        return List.of(
                version(context),
                encoding(context),
                tls(context.dsl()),
                role(context.dsl()),
                pooler(context),
                pool(context));
    }

    private static Finding version(DoctorContext context) {
        return Finding.ok("server_version", "PostgreSQL " + context.settings().text("server_version"));
    }

    private static Finding encoding(DoctorContext context) {
        String encoding = context.settings().text("server_encoding");
        return encoding.equals("UTF8") ? Finding.ok("encoding", encoding) : Finding.problem("encoding", encoding);
    }

    private static Finding tls(DSLContext dsl) {
        var session = dsl.select(Encryption.ON, Encryption.VERSION, PgCatalog.serverAddress())
                .from(Encryption.TABLE)
                .where(Encryption.PID.eq(PgCatalog.ownPid()))
                .fetchSingle();
        if (session.value1()) {
            return Finding.ok("tls", "encrypted, " + session.value2());
        }
        String address = session.value3();
        boolean isLocal = address == null || address.startsWith("127.") || address.startsWith("::1");
        return isLocal
                ? Finding.ok("tls", "not encrypted, but local to this machine")
                : Finding.problem("tls", "not encrypted");
    }

    private static Finding role(DSLContext dsl) {
        String isSuperuser =
                dsl.select(PgCatalog.setting("is_superuser")).fetchSingle().value1();
        return "on".equals(isSuperuser) ? Finding.warning("role", "superuser") : Finding.ok("role", "not a superuser");
    }

    /** The store does not set its time limits through a pooler, whose sessions are not its own. */
    private static Finding pooler(DoctorContext context) {
        if (!context.dsl().connectionResult(ConnectionPooler::isBefore)) {
            return Finding.ok("pooler", "none between this client and the server");
        }
        boolean isLimited = Stream.of("statement_timeout", "lock_timeout")
                .allMatch(name -> context.settings().number(name).orElse(0) > 0);
        return isLimited
                ? Finding.ok("pooler", "PgBouncer or another connection pooler; the role has time limits")
                : Finding.warning(
                        "pooler",
                        "PgBouncer or another connection pooler; the role has no statement_timeout or lock_timeout");
    }

    private static Finding pool(DoctorContext context) {
        ServerSettings settings = context.settings();
        int max = (int) settings.number("max_connections").orElse(0);
        int free = max
                - (int) settings.number("superuser_reserved_connections").orElse(0)
                - (int) settings.number("reserved_connections").orElse(0);
        int open = context.dsl()
                .select(count())
                .from(Sessions.TABLE)
                .where(Sessions.KIND.eq(CLIENT_BACKEND).or(Sessions.isHidden()))
                .fetchSingle()
                .value1();
        String found = "pools may open " + context.maxConnections() + " of " + free + " available connections; " + open
                + " are open";
        if (context.maxConnections() > free) {
            return Finding.problem("connections", found);
        }
        return Math.max(open, context.maxConnections()) > free * WARNING_SHARE
                ? Finding.warning("connections", found)
                : Finding.ok("connections", found);
    }
}
