package dev.nvent.store;

import dev.nvent.store.internal.sql.Database;

/** The operations on the connection of a transaction. */
final class OpenTransaction extends DefaultOperations implements Transaction {

    OpenTransaction(Database database, Context context) {
        super(database, context);
    }
}
