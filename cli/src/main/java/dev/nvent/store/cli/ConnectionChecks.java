package dev.nvent.store.cli;

import static org.jooq.impl.DSL.count;

import dev.nvent.store.cli.PgCatalog.Encryption;
import dev.nvent.store.cli.PgCatalog.Sessions;
import java.util.List;
import org.jooq.DSLContext;

/** Whether the connection can be read on its way, who uses it, and whether there are enough of its kind. */
final class ConnectionChecks {

    private static final String CLIENT = "client backend";
    private static final double CROWDED = 0.8;

    private ConnectionChecks() {}

    static List<Finding> findings(Patient patient) {
        return List.of(version(patient), tls(patient.dsl()), role(patient.dsl()), pool(patient));
    }

    private static Finding version(Patient patient) {
        return Finding.ok("server_version", "PostgreSQL " + patient.settings().text("server_version"));
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
                ? Finding.ok("tls", "not encrypted, but within one machine")
                : Finding.problem("tls", "not encrypted");
    }

    private static Finding role(DSLContext dsl) {
        String isSuperuser =
                dsl.select(PgCatalog.setting("is_superuser")).fetchSingle().value1();
        return "on".equals(isSuperuser) ? Finding.warning("role", "a superuser") : Finding.ok("role", "no superuser");
    }

    private static Finding pool(Patient patient) {
        ServerSettings settings = patient.settings();
        int max = (int) settings.number("max_connections").orElse(0);
        int free = max
                - (int) settings.number("superuser_reserved_connections").orElse(0)
                - (int) settings.number("reserved_connections").orElse(0);
        int open = patient.dsl()
                .select(count())
                .from(Sessions.TABLE)
                .where(Sessions.KIND.eq(CLIENT).or(Sessions.isHidden()))
                .fetchSingle()
                .value1();
        String found = "pools of up to " + patient.connections() + ", of " + free + " connections that roles may have; "
                + open + " are open now";
        if (patient.connections() > free) {
            return Finding.problem("connections", found);
        }
        return Math.max(open, patient.connections()) > free * CROWDED
                ? Finding.warning("connections", found)
                : Finding.ok("connections", found);
    }
}
