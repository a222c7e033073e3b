package dev.nvent.store.cli;

import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaStatus;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;

/** Brings the schema up to date. */
@Command(
        name = "migrate",
        description = {
            "Bring the schema to the version that this nvent needs.",
            "",
            "A database that the original adapter made is adopted first. No data is removed, and writers are not blocked "
                    + "for longer than a moment. Can be run by several processes at once, and again after it was killed. "
                    + "Needs the rights of the tables' owner. 'nvent plan' prints what it would do."
        })
final class MigrateCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) {
        SchemaStatus before = migrator.status();
        int migrations;
        try (Progress progress = progress("Migrating", before.pending().size())) {
            migrations = SchemaProgress.during(migrator, progress, migrator::migrate);
        }
        SchemaStatus after = migrator.status();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("from", before.version());
        figures.put("to", after.version());
        figures.put("migrations", migrations);
        output().print(
                        migrations == 0
                                ? "The schema is at version " + after.version() + " already."
                                : "Migrated from version " + before.version() + " to " + after.version() + ": "
                                        + migrations + " migrations.",
                        figures);
        return ExitCode.OK;
    }
}
