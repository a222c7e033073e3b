package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import java.time.Duration;

/** A command that uses an open store. */
abstract class StoreCommand extends DatabaseCommand {

    /** Without time limits of statements: reports and deletions on large tables take long. */
    private static final PoolOptions POOL = PoolOptions.DEFAULT
            .withMaxSize(2)
            .withMinIdle(0)
            .withSocketTimeout(Duration.ZERO)
            .withStatementTimeout(Duration.ZERO)
            .withLockTimeout(Duration.ZERO);

    private StoreOptions options;

    @Override
    final int run(StoreOptions databaseOptions) {
        options = databaseOptions.withPool(POOL);
        try (NventStore store = NventStore.open(options)) {
            return run(store);
        }
    }

    /** Runs the command, and returns the exit code. */
    abstract int run(NventStore store);

    StoreOptions options() {
        return options;
    }

    /** Describes the database, schema and prefix in confirmation prompts. */
    String location(NventStore store) {
        String database =
                store.reports().dsl().select(PgCatalog.database()).fetchSingle().value1();
        return location(database, options.namespace());
    }
}
