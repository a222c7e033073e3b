package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a store that is in use. */
class CloseTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @ParameterizedTest(name = "group commit: {0}")
    @ValueSource(booleans = {true, false})
    void every_call_is_answered_or_refused(boolean groupCommit) throws Exception {
        String subject = "close:answered:" + groupCommit;
        Queue<Long> stored = new ConcurrentLinkedQueue<>();
        Queue<StoreException> failures = new ConcurrentLinkedQueue<>();
        var store = NventStore.open(pooled().withGroupCommit(groupCommit));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < ConcurrentCallers.COUNT; caller++) {
                threads.submit(() -> {
                    try {
                        while (true) {
                            stored.add(store.stream(subject)
                                    .append(NewEvent.of("written"))
                                    .id());
                        }
                    } catch (StoreException e) {
                        failures.add(e);
                    }
                });
            }
            while (stored.size() < 500) {
                Thread.sleep(1);
            }

            store.close();
        }

        assertThat(failures).hasSize(ConcurrentCallers.COUNT).hasOnlyElementsOfType(StoreClosedException.class);
        assertThat(STORE.store().stream(subject).stream(EventQuery.all()).map(Event::id))
                .containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void a_transaction_under_way_is_committed() throws Exception {
        var store = NventStore.open(pooled());
        var begun = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> transaction = threads.submit(() -> store.inTransaction(tx -> {
                begun.countDown();
                closing.await();
                tx.kv().set("close:transaction", 1);
                return null;
            }));
            begun.await();
            Future<?> close = threads.submit(store::close);
            awaitRefusal(store);
            closing.countDown();
            transaction.get();
            close.get();
        }

        assertThat(STORE.store().kv().get("close:transaction")).contains(1);
    }

    @Test
    void a_query_of_the_caller_under_way_ends() throws Exception {
        var store = NventStore.open(pooled());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> query = threads.submit(() -> store.reports().dsl().fetchValue("SELECT 1 FROM pg_sleep(0.5)"));
            Thread.sleep(200);

            store.close();

            assertThat(query.get()).isEqualTo(1);
        }
    }

    @Test
    void a_call_is_refused_at_once_while_others_end() throws Exception {
        var store = NventStore.open(pooled().withPool(PoolOptions.DEFAULT.withMaxSize(1)));
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> store.inTransaction(tx -> {
                begun.countDown();
                over.await();
                return null;
            }));
            begun.await();
            threads.submit(store::close);
            awaitRefusal(store);

            Instant start = Instant.now();
            assertThatExceptionOfType(StoreClosedException.class)
                    .isThrownBy(() -> store.kv().set("late", 1));
            assertThatExceptionOfType(StoreClosedException.class)
                    .isThrownBy(() -> store.reports().dsl());
            assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> store.inTransaction(tx -> null));
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(500));
            over.countDown();
        }
    }

    @ParameterizedTest(name = "group commit: {0}")
    @ValueSource(booleans = {true, false})
    void its_limit_holds_on_a_silent_network(boolean groupCommit) throws Exception {
        try (var proxy = new FaultProxy(TestPostgres.url());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var store = NventStore.open(StoreOptions.of(proxy.url())
                    .withSchema(STORE.schema())
                    .withGroupCommit(groupCommit)
                    .withPool(PoolOptions.DEFAULT.withConnectionTimeout(Duration.ofSeconds(2)))
                    .withCloseTimeout(Duration.ofSeconds(1)));
            proxy.silence();
            List<Future<?>> callers = new ArrayList<>();
            for (int caller = 0; caller < 20; caller++) {
                callers.add(threads.submit(() -> store.kv().set("silent", 1)));
            }
            Thread.sleep(100);

            Instant start = Instant.now();
            store.close();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(1_500));
            assertThat(callers)
                    .allSatisfy(caller -> assertThat(caller)
                            .failsWithin(Duration.ofSeconds(5))
                            .withThrowableThat()
                            .havingCause()
                            .isInstanceOfAny(DatabaseException.class, StoreClosedException.class));
        }
    }

    private static StoreOptions pooled() {
        return StoreOptions.of(TestPostgres.url()).withSchema(STORE.schema());
    }

    private static void awaitRefusal(NventStore store) throws InterruptedException {
        while (true) {
            try {
                store.reports().dsl();
                Thread.sleep(1);
            } catch (StoreClosedException refused) {
                return;
            }
        }
    }
}
