package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.index.Claim;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that stop without notice, or pause for longer than their lease. */
class ClaimCrashTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int ENTRIES = Integer.getInteger("nvent.claims", 10_000);
    private static final String SUBJECT = "own:tasks";
    private static final Duration LEASE = Duration.ofMillis(500);

    /** Completions by entry. */
    private final ConcurrentHashMap<String, AtomicInteger> completions = new ConcurrentHashMap<>();

    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();

    @Test
    @Tag("slow")
    void each_entry_is_completed_exactly_once_although_workers_are_killed_and_paused() {
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_index_entries (subject, id, score)" + " SELECT '"
                + SUBJECT + "', 'task' || n, n FROM generate_series(1, " + ENTRIES + ") AS n");

        ConcurrentCallers.run(caller -> {
            work(new Random(caller));
            return null;
        });

        assertThat(completions).hasSize(ENTRIES);
        assertThat(completions.values()).allSatisfy(times -> assertThat(times).hasValue(1));
        assertThat(STORE.store().index(SUBJECT).read().entries()).isEmpty();
        assertThat(killed).hasPositiveValue();
        assertThat(lost).hasPositiveValue();
    }

    private void work(Random random) {
        SortedIndex<?> tasks = STORE.store().index(SUBJECT);
        while (completions.size() < ENTRIES) {
            List<? extends Claim<?>> claims = tasks.claim(1 + random.nextInt(20), LEASE);
            if (claims.isEmpty()) {
                pause(10);
            }
            for (Claim<?> claim : claims) {
                int event = random.nextInt(500);
                if (event == 0) {
                    // Killed: the rest of the batch stays claimed.
                    killed.incrementAndGet();
                    break;
                }
                if (event == 1) {
                    pause(LEASE.toMillis() + 200);
                }
                complete(tasks, claim, random);
            }
        }
    }

    private void complete(SortedIndex<?> tasks, Claim<?> claim, Random random) {
        int version = claim.version();
        if (random.nextInt(10) == 0) {
            if (!(tasks.extend(claim.id(), version, LEASE) instanceof UpdateResult.Updated(int extended))) {
                lost.incrementAndGet();
                return;
            }
            version = extended;
        }
        if (tasks.delete(claim.id(), version)) {
            completions.computeIfAbsent(claim.id(), any -> new AtomicInteger()).incrementAndGet();
        } else {
            lost.incrementAndGet();
        }
    }
}
