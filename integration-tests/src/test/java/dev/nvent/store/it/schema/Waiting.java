package dev.nvent.store.it.schema;

import dev.nvent.store.it.TestPostgres;
import java.time.Duration;
import java.time.Instant;

/** Waits for something on the server, which another session brings about. */
final class Waiting {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Waiting() {}

    static void untilOneRow(String sql) throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (TestPostgres.strings(sql).isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("still nothing: " + sql);
            }
            Thread.sleep(2);
        }
    }
}
