package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import java.time.Duration;

/** A command on an open store. */
abstract class StoreCommand extends DatabaseCommand {

    /** A command's statements take as long as they take. */
    private static final PoolOptions POOL =
            PoolOptions.DEFAULT.withMaxSize(2).withMinIdle(0).withSocketTimeout(Duration.ZERO);

    private StoreOptions options;

    @Override
    final int run(StoreOptions databaseOptions) {
        options = databaseOptions.withPool(POOL);
        try (NventStore store = NventStore.open(options)) {
            return run(store);
        }
    }

    /** Does the work, and returns the exit code. */
    abstract int run(NventStore store);

    StoreOptions options() {
        return options;
    }

    /** Which database, schema and prefix, for somebody who is about to remove something there. */
    String place(NventStore store) {
        String database =
                store.reports().dsl().select(PgCatalog.database()).fetchSingle().value1();
        return "database " + database + ", schema " + options.namespace().schema() + ", prefix "
                + options.namespace().prefix();
    }
}
