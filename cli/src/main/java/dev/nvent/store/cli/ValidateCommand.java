package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import picocli.CommandLine.Command;

/** Compares the schema with what the migrations make. */
@Command(
        name = "validate",
        description = {
            "Compare the schema with what the migrations make.",
            "",
            "Every table, column, constraint, index and function that is missing, changed, invalid, or foreign among our "
                    + "names is listed. Exit code 1 if there is anything to list.",
            "",
            "Before all migrations have run, what they would make is missing: see 'nvent status'."
        })
final class ValidateCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) {
        List<Difference> differences = migrator.validate();
        output().print(Schemas.differences(
                "differences", "Differences", "Everything is as the migrations make it.", differences));
        return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
