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

/** Rolls the schema back to an earlier version. */
@Command(
        name = "rollback",
        description = {
            "Undo every migration above a version, newest first; 0 undoes all of them.",
            "",
            "If this would remove data, the affected tables and row counts are listed, and the command fails unless "
                    + "--accept-data-loss is given. An adopted database can be rolled back to version 8, the schema of "
                    + "the Node adapter, but no further."
        })
final class RollbackCommand extends SchemaCommand {

    @Parameters(paramLabel = "VERSION", description = "The version to keep, as printed by 'nvent status'.")
    private String version;

    @Option(names = "--dry-run", description = "Only print the SQL and the data that would be lost.")
    private boolean dryRun;

    @Option(names = "--accept-data-loss", description = "Remove tables and columns even if they contain data.")
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
            report(plan, "No migrations to undo above version " + version + ".");
            return ExitCode.OK;
        }
        if (!plan.losses().isEmpty() && !acceptDataLoss) {
            throw CliException.failed("the rollback would lose data (" + losses(plan)
                    + "); use --accept-data-loss to proceed. Nothing was changed");
        }
        confirmation.require("Roll back to version " + version + " with "
                + Formats.count(plan.scripts().size(), "script")
                + (plan.losses().isEmpty() ? "" : ", losing " + losses(plan)) + ", in " + location());
        RollbackPlan executed;
        try (Progress progress = progress("Rolling back", plan.scripts().size())) {
            executed = SchemaProgress.track(
                    migrator,
                    progress,
                    () -> migrator.rollbackTo(version, acceptDataLoss ? DataLoss.ACCEPTED : DataLoss.REFUSED));
        }
        report(executed, "Rolled back to version " + migrator.status().version() + ".");
        return ExitCode.OK;
    }

    private void report(RollbackPlan plan, String message) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("version", version);
        figures.put("scripts", plan.scripts().size());
        figures.put("losses", json(plan.losses()));
        output().print(message, figures);
    }

    private void print(RollbackPlan plan) {
        if (output().isJson()) {
            output().print(Map.of("scripts", SchemaFormatter.json(plan.scripts()), "losses", json(plan.losses())));
            return;
        }
        SchemaFormatter.print(output(), plan.scripts());
        output().line(
                        plan.losses().isEmpty()
                                ? "-- No data would be lost."
                                : "-- Data that would be lost: " + losses(plan));
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
