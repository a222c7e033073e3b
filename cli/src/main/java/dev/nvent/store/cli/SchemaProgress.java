package dev.nvent.store.cli;

import dev.nvent.store.schema.SchemaMigrator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Updates a progress bar during a migration or rollback by polling the number of applied migrations. */
final class SchemaProgress {

    private static final int POLL_INTERVAL_MILLIS = 500;

    private SchemaProgress() {}

    /** Runs {@code work}, which applies or undoes migrations, and returns its result. */
    static <T> T track(SchemaMigrator migrator, Progress progress, Supplier<T> work) {
        int before = applied(migrator);
        try (ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor()) {
            var polling = poller.scheduleWithFixedDelay(
                    () -> progress.stepTo(Math.abs(applied(migrator) - before)),
                    POLL_INTERVAL_MILLIS,
                    POLL_INTERVAL_MILLIS,
                    TimeUnit.MILLISECONDS);
            try {
                return work.get();
            } finally {
                polling.cancel(false);
            }
        }
    }

    private static int applied(SchemaMigrator migrator) {
        return migrator.status().applied().size();
    }
}
