package dev.nvent.store.cli;

import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Prints what a migration would run. */
@Command(
        name = "plan",
        description = {
            "Print the SQL that 'nvent migrate' would run.",
            "",
            "With the names of this database; nothing of it runs.",
            "For a rollback: nvent rollback VERSION --dry-run."
        })
final class PlanCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) {
        List<PlannedScript> scripts = migrator.plan();
        if (output().isJson()) {
            output().print(Map.of("scripts", Schemas.json(scripts)));
        } else if (scripts.isEmpty()) {
            output().line("-- Nothing is pending.");
        } else {
            Schemas.print(output(), scripts);
        }
        return ExitCode.OK;
    }
}
