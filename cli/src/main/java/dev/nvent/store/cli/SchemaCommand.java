package dev.nvent.store.cli;

import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Option;

/** A command on the database schema. */
abstract class SchemaCommand extends DatabaseCommand {

    @Option(
            names = "--migrations",
            paramLabel = "LOCATION",
            description =
                    "Location of custom migrations (versions from 1000), for example filesystem:DIRECTORY. May be "
                            + "given several times.")
    private List<String> migrations = List.of();

    private StoreOptions options;

    @Override
    final int run(StoreOptions databaseOptions) throws SQLException {
        options = databaseOptions;
        return run(new SchemaMigrator(options.unpooled(), options.namespace()).withMigrations(migrations));
    }

    /** Runs the command, and returns the exit code. */
    abstract int run(SchemaMigrator migrator) throws SQLException;

    String location() throws SQLException {
        try (Connection connection = options.unpooled().getConnection()) {
            return location(connection.getCatalog(), options.namespace());
        }
    }

    /** The role of the connection. */
    String role() throws SQLException {
        try (Connection connection = options.unpooled().getConnection()) {
            return connection.getMetaData().getUserName();
        }
    }
}
