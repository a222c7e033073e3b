package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import picocli.CommandLine.Command;

/** Compares the schema with its migrations. */
@Command(
        name = "validate",
        description = {
            "Compare the schema with its migrations.",
            "",
            "Lists every table, column, constraint, index and function that is missing, changed or invalid, and objects "
                    + "in the store's tables that no migration creates. Exit code 1 if there are differences.",
            "",
            "On an outdated schema, the objects of pending migrations are listed as missing; see 'nvent status'."
        })
final class ValidateCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) {
        List<Difference> differences = migrator.validate();
        output().print(SchemaFormatter.differences(
                "differences", "Differences", "The schema matches the migrations.", differences));
        return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
