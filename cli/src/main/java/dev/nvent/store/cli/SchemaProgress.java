package dev.nvent.store.cli;

import dev.nvent.store.schema.SchemaMigrator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows how far migrations are, by asking how many are applied while they run. */
final class SchemaProgress {

    private static final int EVERY_MILLIS = 500;

    private SchemaProgress() {}

    /** Runs work after which {@code toDo} migrations more, or fewer, will have been applied. */
    static <T> T during(SchemaMigrator migrator, Progress progress, Supplier<T> work) {
        int before = applied(migrator);
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
            var watching = watch.scheduleWithFixedDelay(
                    () -> progress.stepTo(Math.abs(applied(migrator) - before)),
                    EVERY_MILLIS,
                    EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
            try {
                return work.get();
            } finally {
                watching.cancel(false);
            }
        }
    }

    private static int applied(SchemaMigrator migrator) {
        return migrator.status().applied().size();
    }
}
