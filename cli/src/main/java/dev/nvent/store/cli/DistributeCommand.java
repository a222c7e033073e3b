package dev.nvent.store.cli;

import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Distributes the tables over a Citus cluster. */
@Command(
        name = "distribute",
        description = {
            "Distribute the tables over the nodes of a Citus cluster (Citus 12 or newer).",
            "",
            "Layouts: 'schema' keeps the whole schema on one node, for clusters with a schema per tenant; 'events' "
                    + "distributes the events and leaves all other tables on the coordinator; 'all' also distributes "
                    + "runs, triggers and generic indexes.",
            "",
            "Run it as the owner of the tables, on the coordinator, and again after 'nvent migrate'. Tables are "
                    + "distributed one after the other; writers of a table wait while its rows are copied. Safe to run "
                    + "again after an interruption. See docs/citus.md."
        })
final class DistributeCommand extends SchemaCommand {

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(names = "--plan", description = "Only print the SQL.")
    private boolean plan;

    @Option(
            names = "--with-node-adapter",
            paramLabel = "ROLE",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Let the Node adapter, which connects as ROLE, work on the distributed tables. Default: the role of "
                            + "this connection.")
    private String nodeAdapterRole;

    /** The target layout, or the way back: exactly one of the two. */
    private static final class Target {

        @Option(names = "--layout", paramLabel = "LAYOUT", description = "schema, events or all.")
        private Layout layout;

        @Option(names = "--undo", description = "Bring all tables back to the coordinator.")
        private boolean undo;
    }

    @Override
    int run(SchemaMigrator migrator) throws SQLException {
        if (target.undo && nodeAdapterRole != null) {
            throw CliException.usage("--with-node-adapter belongs to --layout; --undo resets every role");
        }
        List<PlannedScript> planned = target.undo ? migrator.planUndistribution() : migrator.planDistribution(wanted());
        if (plan) {
            if (output().isJson()) {
                report(planned, "");
            } else if (planned.isEmpty()) {
                output().line("-- Nothing to do.");
            } else {
                SchemaFormatter.print(output(), planned);
            }
            return ExitCode.OK;
        }
        List<PlannedScript> executed;
        try (Progress progress = progress("Distributing", planned.size())) {
            executed = target.undo ? migrator.undistribute() : migrator.distribute(wanted());
            progress.stepTo(executed.size());
        }
        report(executed, executed.isEmpty() ? "There is nothing to do." : message());
        return ExitCode.OK;
    }

    private String message() {
        return target.undo
                ? "All tables are on the coordinator."
                : "Distributed in the layout " + target.layout.name().toLowerCase(Locale.ROOT)
                        + ". Check it with 'nvent doctor'.";
    }

    private Distribution wanted() throws SQLException {
        Distribution distribution = Distribution.of(target.layout);
        if (nodeAdapterRole == null) {
            return distribution;
        }
        return distribution.withNodeAdapter(nodeAdapterRole.isEmpty() ? role() : nodeAdapterRole);
    }

    private void report(List<PlannedScript> scripts, String message) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("layout", target.undo ? null : target.layout.name().toLowerCase(Locale.ROOT));
        figures.put("executed", !plan);
        figures.put("scripts", SchemaFormatter.json(scripts));
        output().print(message, figures);
    }
}
