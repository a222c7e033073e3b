package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.subscription.Subscription;

/**
 * A bean that describes a subscription. It is started once the application is ready to handle events, and drained before
 * the beans that its handler uses are destroyed:
 *
 * <pre>{@code
 * @Bean
 * NventSubscription invoices(Invoices invoices) {
 *     return store -> store.subscribe("invoices").to("shop:order:17").handleInTransaction(invoices::create);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface NventSubscription {

    /** Starts the subscription. Called once for each start of the application context. */
    Subscription start(NventStore store);
}
