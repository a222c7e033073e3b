package dev.nvent.store.cli;

import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.Namespace;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that connects to a database, whatever the state of its schema. */
abstract class DatabaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @ArgGroup(validate = false, heading = "%nConnection:%n")
    private ConnectionMixin connection = new ConnectionMixin();

    private Map<String, String> properties;

    @Override
    public final Integer call() throws SQLException {
        properties = connection.properties((NventCommand) spec.root().userObject());
        return run(StoreOptions.configured(properties, Map.of()).withAutoMigrate(false));
    }

    /**
     * Runs the command.
     *
     * @param options options with automatic migration disabled
     * @return the exit code
     */
    abstract int run(StoreOptions options) throws SQLException;

    Output output() {
        return output;
    }

    /** The configuration properties from which the options were built. */
    Map<String, String> properties() {
        return properties;
    }

    Progress progress(String task, long total) {
        return Progress.on(((NventCommand) spec.root().userObject()).terminal(), task, total);
    }

    static String location(String database, Namespace namespace) {
        return "database " + database + ", schema " + namespace.schema() + ", prefix " + namespace.prefix();
    }
}
