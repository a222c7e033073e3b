package dev.nvent.store.cli;

import dev.nvent.store.schema.Adoption;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adopts a database that was created by the Node adapter. */
@Command(
        name = "adopt",
        description = {
            "Adopt a database that was created by the Node adapter, in place.",
            "",
            "Compares every column and index with the schema of the Node adapter, creates the missing objects, and runs "
                    + "nvent's own migrations.",
            "",
            "No data is changed, and the Node adapter continues to work on the database. If adoption could lose data, "
                    + "the differences are listed, nothing is changed, and the exit code is 1."
        })
final class AdoptCommand extends SchemaCommand {

    @Option(names = "--dry-run", description = "Only compare, and print the SQL that would create missing objects.")
    private boolean dryRun;

    @Override
    int run(SchemaMigrator migrator) {
        Adoption plan = migrator.planAdoption();
        boolean refused = !plan.refused().isEmpty();
        if (!refused && !dryRun) {
            try (Progress progress =
                    progress("Adopting", migrator.status().pending().size())) {
                SchemaProgress.track(migrator, progress, migrator::adopt);
            }
        }
        if (output().isJson()) {
            json(plan, !refused && !dryRun);
        } else {
            show(plan, refused);
        }
        return refused ? ExitCode.FAILED : ExitCode.OK;
    }

    private void show(Adoption plan, boolean refused) {
        output().print(SchemaFormatter.differences(
                "differences", "", "The schema matches the Node adapter.", plan.differences()));
        if (refused) {
            output().line("");
            output().line("Not adopted: these differences could cause data loss. Fix them and run the command again:");
            plan.refused().forEach(difference -> output().line("  " + Formats.escape(difference.toString())));
        } else if (dryRun) {
            SchemaFormatter.print(output(), plan.completions());
            output().line("The database can be adopted.");
        } else {
            output().line("Adopted, and migrated to the latest version.");
        }
    }

    private void json(Adoption plan, boolean adopted) {
        var json = new LinkedHashMap<String, Object>();
        json.put("adopted", adopted);
        json.put(
                "differences",
                SchemaFormatter.differences("", "", "", plan.differences()).json());
        json.put(
                "refused",
                SchemaFormatter.differences("", "", "", plan.refused()).json());
        json.put("completions", SchemaFormatter.json(plan.completions()));
        output().print(json);
    }
}
