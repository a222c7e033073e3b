package dev.nvent.store.spring;

import dev.nvent.store.StoreOptions;

/**
 * Changes the options of the auto-configured store, after the properties and before it is opened. Beans of this type are
 * applied in their order. They must not depend on beans that use the database, such as {@code JdbcTemplate}: the store is
 * part of the initialization of the database, which those beans wait for.
 */
@FunctionalInterface
public interface NventStoreCustomizer {

    /** Returns the options to use instead. */
    StoreOptions customize(StoreOptions options);
}
