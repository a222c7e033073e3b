package dev.nvent.store.schema;

/** Whether a rollback may drop tables and columns that have data in them. */
public enum DataLoss {
    /** It is refused, and the error says how many rows would go. */
    REFUSED,
    /** They are dropped. */
    ACCEPTED
}
