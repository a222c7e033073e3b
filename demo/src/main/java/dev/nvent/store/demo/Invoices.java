package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.Subscription;
import java.io.IOException;
import java.util.Map;

/**
 * Writes an invoice for each completed order. A subscription follows the events of the orders, and its effects commit together
 * with its position, so that each order has one invoice whatever happens to the process. The demo runs it in a process
 * of its own, which it kills half-way.
 */
final class Invoices {

    private static final String SUBSCRIPTION = "invoices";
    private static final String INDEX = "demo:invoices";
    private static final String COUNTER = "invoices";

    private Invoices() {}

    /** Runs until the standard input ends. The first argument is the URL of the database. */
    @SuppressWarnings("try") // The subscription runs while it is open.
    public static void main(String[] arguments) throws IOException {
        try (NventStore store = NventStore.open(StoreOptions.of(arguments[0]).withSchema(DemoDatabase.SCHEMA));
                Subscription invoices = follow(store)) {
            while (System.in.read() >= 0) {
                // The parent process writes nothing.
            }
        }
    }

    static Subscription follow(NventStore store) {
        return store.subscribe(SUBSCRIPTION)
                .to(EventSource.runsOf(Flow.ORDER.flowName()).withTypes("flow.completed"))
                .handleInTransaction((transaction, event) -> {
                    transaction.index(INDEX).add(event.subject().key(), event.id(), Map.of("issuedAt", event.ts()));
                    transaction.kv().increment(COUNTER, 1);
                });
    }

    /** Whether all completed orders have been handled. */
    static boolean isUpToDate(NventStore store) {
        return store.subscriptions()
                .status(SUBSCRIPTION)
                .filter(status -> status.lag().events() == 0)
                .isPresent();
    }

    /** The number of orders that have an invoice. */
    static long orders(NventStore store) {
        return store.index(INDEX).count(IndexQuery.all());
    }

    /** The number of invoices that were written; greater than that of the orders if one had two. */
    static long written(NventStore store) {
        return store.kv().get(COUNTER, Long.class).orElse(0L);
    }
}
