package dev.nvent.store.cli;

import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints the SQL of pending migrations. */
@Command(
        name = "plan",
        description = {
            "Print the SQL that 'nvent migrate' would run.",
            "",
            "The SQL uses the schema and prefix of this database. Nothing is executed.",
            "To preview a rollback: nvent rollback VERSION --dry-run."
        })
final class PlanCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) {
        List<PlannedScript> scripts = migrator.plan();
        if (output().isJson()) {
            output().print(Map.of("scripts", SchemaFormatter.json(scripts)));
        } else if (scripts.isEmpty()) {
            output().line("-- No pending migrations.");
        } else {
            SchemaFormatter.print(output(), scripts);
        }
        return ExitCode.OK;
    }
}
