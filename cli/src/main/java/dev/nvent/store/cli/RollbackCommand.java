package dev.nvent.store.cli;

import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.RollbackPlan;
import dev.nvent.store.schema.RollbackPlan.Loss;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Undoes migrations. */
@Command(
        name = "rollback",
        description = {
            "Undo every migration above a version, newest first; 0 undoes all of them.",
            "",
            "Where that would remove data, it says what and how many rows, and refuses unless --accept-data-loss is "
                    + "given. An adopted database goes back to 8, what the original adapter made, and no further."
        })
final class RollbackCommand extends SchemaCommand {

    @Parameters(paramLabel = "VERSION", description = "The version to keep, as 'nvent status' tells it.")
    private String version;

    @Option(names = "--dry-run", description = "Only print what would run, and which data would go.")
    private boolean dryRun;

    @Option(names = "--accept-data-loss", description = "Remove tables and columns although there is data in them.")
    private boolean acceptDataLoss;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(SchemaMigrator migrator) throws SQLException {
        RollbackPlan plan = migrator.planRollback(version);
        if (dryRun) {
            print(plan);
            return ExitCode.OK;
        }
        if (plan.scripts().isEmpty()) {
            report(plan, "There is nothing to undo above version " + version + ".");
            return ExitCode.OK;
        }
        if (!plan.losses().isEmpty() && !acceptDataLoss) {
            throw Refusal.failed(
                    "data would go (" + losses(plan) + "): give --accept-data-loss if that is right. Nothing was done");
        }
        confirmation.ask(
                "Roll back to version " + version + " by " + plan.scripts().size() + " scripts"
                        + (plan.losses().isEmpty() ? "" : ", losing " + losses(plan)) + ", in " + place());
        RollbackPlan done;
        try (Progress progress = progress("Rolling back", plan.scripts().size())) {
            done = SchemaProgress.during(
                    migrator,
                    progress,
                    () -> migrator.rollbackTo(version, acceptDataLoss ? DataLoss.ACCEPTED : DataLoss.REFUSED));
        }
        report(done, "Rolled back to version " + migrator.status().version() + ".");
        return ExitCode.OK;
    }

    private void report(RollbackPlan plan, String sentence) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("version", version);
        figures.put("scripts", plan.scripts().size());
        figures.put("losses", json(plan.losses()));
        output().print(sentence, figures);
    }

    private void print(RollbackPlan plan) {
        if (output().isJson()) {
            output().print(Map.of("scripts", Schemas.json(plan.scripts()), "losses", json(plan.losses())));
            return;
        }
        Schemas.print(output(), plan.scripts());
        output().line(plan.losses().isEmpty() ? "-- No data would go." : "-- Data would go: " + losses(plan));
    }

    private static List<Map<String, Object>> json(List<Loss> losses) {
        return losses.stream()
                .map(loss -> Map.<String, Object>of("what", loss.what(), "rows", loss.rows()))
                .toList();
    }

    private static String losses(RollbackPlan plan) {
        return plan.losses().stream().map(Loss::toString).collect(Collectors.joining("; "));
    }
}
