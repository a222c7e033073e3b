package dev.nvent.store.cli;

import dev.nvent.store.schema.Adoption;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes over a database of the original adapter's. */
@Command(
        name = "adopt",
        description = {
            "Take over a database that the original adapter made, in place.",
            "",
            "Every column and index is compared with what it makes, what is missing is completed, and nvent's own "
                    + "migrations run on top.",
            "",
            "No data is touched, and the original keeps working on it. Differences by which data could be lost are "
                    + "listed; then nothing is done, and the exit code is 1."
        })
final class AdoptCommand extends SchemaCommand {

    @Option(names = "--dry-run", description = "Only compare, and print what would be completed.")
    private boolean dryRun;

    @Override
    int run(SchemaMigrator migrator) {
        Adoption plan = migrator.planAdoption();
        boolean refused = !plan.refused().isEmpty();
        if (!refused && !dryRun) {
            try (Progress progress =
                    progress("Adopting", migrator.status().pending().size())) {
                SchemaProgress.during(migrator, progress, migrator::adopt);
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
        output().print(Schemas.differences(
                "differences", "", "Everything is as the original adapter makes it.", plan.differences()));
        if (refused) {
            output().line("");
            output().line("Not adopted: by these, data could be lost. Mend them, then try again:");
            plan.refused().forEach(difference -> output().line("  " + Shown.text(difference.toString())));
        } else if (dryRun) {
            Schemas.print(output(), plan.completions());
            output().line("It can be adopted.");
        } else {
            output().line("Adopted, and migrated to the latest version.");
        }
    }

    private void json(Adoption plan, boolean adopted) {
        var json = new LinkedHashMap<String, Object>();
        json.put("adopted", adopted);
        json.put(
                "differences",
                Schemas.differences("", "", "", plan.differences()).json());
        json.put("refused", Schemas.differences("", "", "", plan.refused()).json());
        json.put("completions", Schemas.json(plan.completions()));
        output().print(json);
    }
}
