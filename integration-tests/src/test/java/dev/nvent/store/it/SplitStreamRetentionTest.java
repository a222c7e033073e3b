package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepResult;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.StartPosition;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Retention of split types, which drops parts instead of deleting events. */
class SplitStreamRetentionTest extends SplitStreamFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Duration MONTH = Duration.ofDays(30);

    SplitStreamRetentionTest() {
        super(STORE);
    }

    @Test
    void a_sweep_drops_the_parts_whose_events_are_all_old_and_nothing_else() {
        String other = "kept:" + type;
        STORE.store().stream(other).append(NewEvent.of("other"));
        append("old", "older");
        split();
        roll();
        append("new");
        List<String> before = parts();
        RetentionRule rule = RetentionRule.streamEvents(type, MONTH);

        assertThat(STORE.store().retention().count(List.of(rule))).containsExactly(new SweepResult(rule, 0, 2, true));
        assertThat(STORE.store().retention().sweep(List.of(rule))).containsExactly(new SweepResult(rule, 0, 2, true));

        assertThat(types()).containsExactly("new");
        assertThat(parts()).containsExactly(before.getLast());
        assertThat(STORE.store().stream(other).read().events()).hasSize(1);
    }

    @Test
    void a_part_with_one_recent_event_is_kept() {
        append("a", "b", "c");
        split();
        roll();
        append("d");
        TestPostgres.execute("UPDATE " + table("stream") + " SET ts = (extract(epoch FROM now()) * 1000)::bigint"
                + " WHERE subject_type = '" + type + "' AND type = 'b'");

        assertThat(sweep(MONTH).events()).isZero();

        assertThat(types()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_part_with_an_event_that_a_subscription_has_not_seen_is_kept() {
        append("a", "b");
        split();
        roll();
        append("c");
        String name = "unseen" + type;
        try (PullSubscription pull = STORE.store()
                .subscribe(name)
                .to(EventSource.subjectType(type))
                .from(StartPosition.beginning())
                .withBatchSize(1)
                .pull()) {
            assertThat(sweep(MONTH).events()).isZero();
            for (String expected : List.of("a", "b", "c")) {
                PullSubscription.Batch batch = pull.poll(Duration.ofSeconds(10)).orElseThrow();
                assertThat(batch.events().getFirst().type()).isEqualTo(expected);
                batch.acknowledge();
            }
        }
        assertThat(sweep(MONTH).events()).isEqualTo(2);
        STORE.store().subscriptions().delete(name);
        assertThat(types()).containsExactly("c");
    }

    @Test
    void the_newest_part_is_never_dropped() {
        append("a");
        split();
        roll();
        append("b");
        makeOld();

        sweep(Duration.ZERO);
        append("c");

        assertThat(types()).containsExactly("c");
        assertThat(sweep(Duration.ZERO).isComplete()).isTrue();
    }

    @Test
    void a_year_of_appends_and_sweeps_keeps_the_number_of_parts() {
        split();
        for (int month = 0; month < 12; month++) {
            stream().appendAll(Collections.nCopies(200, NewEvent.of("m" + month)));
            TestPostgres.execute(
                    "UPDATE " + table("stream") + " SET ts = ts - 2764800000 WHERE subject_type = '" + type + "'");
            sweep(Duration.ofDays(100));
            assertThat(parts()).hasSizeLessThanOrEqualTo(6);
        }

        assertThat(stream().stream(EventQuery.all()).map(Event::type).distinct())
                .containsExactly("m9", "m10", "m11");
    }
}
