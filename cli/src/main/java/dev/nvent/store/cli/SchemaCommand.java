package dev.nvent.store.cli;

import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Option;

/** A command on the schema itself. */
abstract class SchemaCommand extends DatabaseCommand {

    @Option(
            names = "--migrations",
            paramLabel = "LOCATION",
            description = "Where migrations of your own are, with versions from 1000 on: filesystem:DIRECTORY. May be "
                    + "given several times.")
    private List<String> migrations = List.of();

    private StoreOptions options;

    @Override
    final int run(StoreOptions databaseOptions) throws SQLException {
        options = databaseOptions;
        return run(new SchemaMigrator(options.unpooled(), options.namespace()).withMigrations(migrations));
    }

    /** Does the work, and returns the exit code. */
    abstract int run(SchemaMigrator migrator) throws SQLException;

    /** Which database, schema and prefix. */
    String place() throws SQLException {
        try (Connection connection = options.unpooled().getConnection()) {
            return "database " + connection.getCatalog() + ", schema "
                    + options.namespace().schema() + ", prefix "
                    + options.namespace().prefix();
        }
    }
}
