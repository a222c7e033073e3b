package dev.nvent.store.it.schema;

import dev.nvent.store.it.TestPostgres;
import java.time.Duration;
import java.time.Instant;

/** Waits for an effect of another session. */
final class Await {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Await() {}

    static void untilRowExists(String sql) throws InterruptedException {
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (TestPostgres.strings(sql).isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("no row within " + TIMEOUT + ": " + sql);
            }
            Thread.sleep(2);
        }
    }
}
