package dev.nvent.store.cli;

import dev.nvent.store.cli.PgCatalog.CitusNode;
import dev.nvent.store.cli.PgCatalog.Extensions;
import dev.nvent.store.schema.Distribution.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Checks what distributed tables need of the session and of the node. Where the tables are is a part of the schema's check.
 */
final class CitusChecks {

    private static final String CITUS = "citus";

    private CitusChecks() {}

    static List<Finding> findings(DoctorContext context) {
        Optional<String> version = version(context.dsl());
        if (version.isEmpty()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok(
                "citus",
                "Citus " + version.get() + ", "
                        + context.layout()
                                .map(layout -> "layout " + layout.name().toLowerCase(Locale.ROOT))
                                .orElse("no table is distributed")));
        context.layout().ifPresent(layout -> {
            findings.add(timeLimits(context));
            findings.add(node(layout, context));
            findings.add(clock(context));
            findings.add(twoPhaseCommit(layout, context));
        });
        return findings;
    }

    /** Empty where Citus is not installed. */
    static Optional<String> version(DSLContext dsl) {
        return dsl.select(Extensions.VERSION)
                .from(Extensions.TABLE)
                .where(Extensions.NAME.eq(CITUS))
                .fetchOptional(Extensions.VERSION);
    }

    /**
     * Citus propagates SET LOCAL, of lock_timeout for instance, to the workers only if citus.propagate_set_commands is
     * local.
     */
    private static Finding timeLimits(DoctorContext context) {
        String value = context.dsl()
                .select(PgCatalog.settingIfSet("citus.propagate_set_commands"))
                .fetchSingle()
                .value1();
        return "local".equals(value)
                ? Finding.ok("citus_time_limits", "reach the workers")
                : Finding.warning("citus_time_limits", "citus.propagate_set_commands = " + value);
    }

    private static Finding node(Layout layout, DoctorContext context) {
        boolean isCoordinator = context.dsl()
                        .select(CitusNode.GROUP)
                        .from(CitusNode.TABLE)
                        .fetchSingle()
                        .value1()
                == 0;
        return isCoordinator || layout == Layout.SCHEMA
                ? Finding.ok("citus_node", isCoordinator ? "the coordinator" : "a worker")
                : Finding.warning("citus_node", "a worker");
    }

    private static Finding twoPhaseCommit(Layout layout, DoctorContext context) {
        long max = (long) context.settings().number("max_prepared_transactions").orElse(0);
        String found = "max_prepared_transactions = " + max;
        return max > 0 || layout == Layout.SCHEMA
                ? Finding.ok("citus_two_phase_commit", found)
                : Finding.problem("citus_two_phase_commit", found);
    }

    private static Finding clock(DoctorContext context) {
        return context.dsl().select(PgCatalog.isNowVisible()).fetchSingle().value1()
                ? Finding.ok("citus_clock", "now() is that of PostgreSQL")
                : Finding.warning("citus_clock", "now() is an immutable function");
    }
}
