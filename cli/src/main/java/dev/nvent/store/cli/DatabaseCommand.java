package dev.nvent.store.cli;

import dev.nvent.store.StoreOptions;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command on a database, whatever there is in it. */
abstract class DatabaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @ArgGroup(validate = false, heading = "%nConnection:%n")
    private Connecting connecting = new Connecting();

    private Map<String, String> properties;

    @Override
    public final Integer call() throws SQLException {
        properties = connecting.properties((Nvent) spec.root().userObject());
        return run(StoreOptions.configured(properties, Map.of()).withAutoMigrate(false));
    }

    /**
     * Does the work.
     *
     * @param options which never migrate the schema
     * @return the exit code
     */
    abstract int run(StoreOptions options) throws SQLException;

    Output output() {
        return output;
    }

    /** What the options were made of. */
    Map<String, String> properties() {
        return properties;
    }

    /** A bar for work that takes long. */
    Progress progress(String task, long total) {
        return Progress.on(((Nvent) spec.root().userObject()).terminal(), task, total);
    }
}
