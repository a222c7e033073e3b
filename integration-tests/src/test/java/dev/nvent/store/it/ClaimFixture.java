package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.pause;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Due entries of one index, which are deleted after each test. */
abstract class ClaimFixture {

    static final Duration LEASE = Duration.ofMinutes(1);
    static final Duration SHORT = Duration.ofMillis(1);

    String subject;
    private final TestStore store;

    ClaimFixture(TestStore store) {
        this.store = store;
    }

    @AfterEach
    void deleteEntries() {
        if (subject != null) {
            index().deleteAll(index().read(IndexQuery.all().withLimit(10_000)).entries().stream()
                    .map(entry -> entry.id())
                    .toList());
        }
    }

    final NventStore store() {
        return store.store();
    }

    final SortedIndex<?> index() {
        return store().index(subject);
    }

    final void addDue(long... scores) {
        for (long score : scores) {
            index().add("due" + score, score, Map.of());
        }
    }

    static void awaitEndOfShortLease() {
        pause(5);
    }
}
