package dev.nvent.store.cli;

import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaStatus;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;

/** Migrates the schema to the latest version. */
@Command(
        name = "migrate",
        description = {
            "Migrate the schema to the version that this nvent requires.",
            "",
            "A database created by the Node adapter is adopted first. No data is removed, and writers are blocked only "
                    + "briefly. Safe to run concurrently, and to run again after an interruption. Must be run by the "
                    + "owner of the tables. To preview the SQL: nvent plan."
        })
final class MigrateCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) {
        SchemaStatus before = migrator.status();
        int migrations;
        try (Progress progress = progress("Migrating", before.pending().size())) {
            migrations = SchemaProgress.track(migrator, progress, migrator::migrate);
        }
        SchemaStatus after = migrator.status();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("from", before.version());
        figures.put("to", after.version());
        figures.put("migrations", migrations);
        output().print(
                        migrations == 0
                                ? "The schema is already at version " + after.version() + "."
                                : "Migrated from version " + before.version() + " to " + after.version() + ": "
                                        + Formats.count(migrations, "migration") + ".",
                        figures);
        return ExitCode.OK;
    }
}
