package dev.nvent.store;

/**
 * The operations within a transaction: one that the store began, or one of the caller's. For one thread at a time, and
 * only until the transaction ends: then each operation throws {@link dev.nvent.store.error.StoreClosedException}. After an
 * error of the database, PostgreSQL refuses all statements until a rollback.
 */
public interface Transaction extends StoreOperations {}
