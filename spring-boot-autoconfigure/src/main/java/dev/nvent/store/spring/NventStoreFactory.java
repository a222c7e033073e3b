package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Opens further stores that join Spring's transactions, and which health and metrics include. The caller makes each a
 * bean, so that Spring closes it:
 *
 * <pre>{@code
 * @Bean
 * NventStore auditStore(NventStoreFactory stores) {
 *     return stores.open(options -> options.withPrefix("audit"));
 * }
 * }</pre>
 *
 * <p>A bean of type {@code NventStore} replaces the auto-configured one.
 */
public interface NventStoreFactory {

    /** Opens a store with the properties {@code nvent.store.*}, changed by {@code changes}. */
    NventStore open(UnaryOperator<StoreOptions> changes);

    /** Opens a store on another {@code DataSource}, with default options changed by {@code changes}. */
    NventStore open(DataSource dataSource, UnaryOperator<StoreOptions> changes);
}
