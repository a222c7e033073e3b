package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject.TriggerEvents;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a subscription begins and continues. */
@SuppressWarnings("try") // Subscriptions run while they are open.
class SubscriptionPositionTest extends SubscriptionFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore("acme");

    SubscriptionPositionTest() {
        super(STORE);
    }

    @Test
    void a_subscription_continues_where_it_was_closed() {
        append(subject, "a");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a");
        }
        append(subject, "b");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "b");
        }
    }

    @Test
    void a_subscription_can_start_now_after_an_event_or_at_a_time() {
        append(subject, "a");
        pause(5);
        long second = store().stream(subject).append(NewEvent.of("b")).id();
        Instant secondTs = store().stream(subject).read().events().getLast().ts();
        append(subject, "c");
        List<String> afterEvent = new CopyOnWriteArrayList<>();
        List<String> atTime = new CopyOnWriteArrayList<>();
        try (Subscription now = toSubject().from(StartPosition.now()).handle(this::record);
                Subscription after = store().subscribe(name + "after")
                        .to(subject)
                        .from(StartPosition.after(second))
                        .handle(event -> afterEvent.add(event.type()));
                Subscription at = store().subscribe(name + "at")
                        .to(subject)
                        .from(StartPosition.at(secondTs))
                        .handle(event -> atTime.add(event.type()))) {
            append(subject, "d");
            awaitHandled("d");
            await(() -> afterEvent.size() >= 2 && atTime.size() >= 3);
        }

        assertThat(afterEvent).containsExactly("c", "d");
        assertThat(atTime).containsExactly("b", "c", "d");
    }

    @Test
    void a_start_now_waits_for_the_transactions_that_have_drawn_ids_before() throws Exception {
        append(subject, "first of its type");
        try (Connection before = begin();
                Connection during = begin();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            append(before, "before");
            Future<Subscription> starting =
                    threads.submit(() -> toSubject().from(StartPosition.now()).handle(this::record));
            pause(200);
            assertThat(starting.isDone()).isFalse();
            append(during, "drawn before, committed after");
            append(subject, "drawn after, committed before");

            before.commit();
            try (Subscription subscription = starting.get()) {
                during.commit();
                awaitHandled("drawn before, committed after", "drawn after, committed before");
            }
        }
    }

    @Test
    void a_start_now_delivers_nothing_that_was_committed_before() throws Exception {
        append(subject, "first of its type");
        try (Connection before = begin();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            append(before, "late");
            append(subject, "before");
            Future<Subscription> starting =
                    threads.submit(() -> toSubject().from(StartPosition.now()).handle(this::record));
            pause(200);
            before.rollback();
            try (Subscription subscription = starting.get()) {
                append(subject, "after");
                awaitHandled("after");
            }
        }
    }

    @Test
    void an_interrupt_ends_the_wait_of_a_start_now_and_stays_set() throws Exception {
        append(subject, "first of its type");
        try (Connection open = begin()) {
            append(open, "late");
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> toSubject().from(StartPosition.now()).handle(this::record))
                    .withMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void an_event_that_commits_late_is_delivered_in_the_order_of_ids() throws SQLException {
        try (Subscription subscription = toSubject().handle(this::record);
                Connection writer = TestPostgres.hostile(TestPostgres.url()).getConnection()) {
            append(subject, "first");
            awaitHandled("first");
            writer.setAutoCommit(false);
            store().using(writer).stream(subject).append(NewEvent.of("late"));
            append(subject, "early");
            pause(300);
            assertThat(handled).containsExactly("first");
            assertThat(subscription.status().writers())
                    .anySatisfy(open -> assertThat(open.age()).isPresent());

            writer.commit();
            awaitHandled("first", "late", "early");
        }
    }

    @Test
    void a_reset_subscription_delivers_from_its_new_position() {
        append(subject, "a", "b");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "b");
            assertThat(store().subscriptions().reset(name, StartPosition.beginning()))
                    .isTrue();
            awaitHandled("a", "b", "a", "b");
        }
        assertThat(store().subscriptions().reset("none", StartPosition.now())).isFalse();
    }

    @Test
    void a_deleted_subscription_starts_again() {
        append(subject, "a");
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a");
        }
        assertThat(store().subscriptions().names()).contains(name);
        assertThat(store().subscriptions().delete(name)).isTrue();
        assertThat(store().subscriptions().status(name)).isEmpty();
        try (Subscription subscription = toSubject().handle(this::record)) {
            awaitHandled("a", "a");
        }
    }

    @Test
    void ids_that_begin_again_stop_the_subscription_with_an_error_until_it_is_reset() {
        String schema = STORE.schema();
        store().stream(new TriggerEvents(name)).append(NewEvent.of("t1"));
        store().stream(new TriggerEvents(name)).append(NewEvent.of("t2"));
        try (Subscription subscription =
                store().subscribe(name).to(new TriggerEvents(name)).handle(this::record)) {
            awaitHandled("t1", "t2");
            TestPostgres.execute("TRUNCATE " + schema + ".acme_trigger_events RESTART IDENTITY");
            store().stream(new TriggerEvents(name)).append(NewEvent.of("t3"));
            await(() -> failure()
                    .filter(failed -> failed.error().contains("set back"))
                    .isPresent());

            store().subscriptions().reset(name, StartPosition.beginning());
            awaitHandled("t1", "t2", "t3");
        }
    }

    private static Connection begin() throws SQLException {
        Connection connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void append(Connection connection, String type) {
        store().using(connection).stream(subject).append(NewEvent.of(type));
    }
}
