package dev.nvent.store.schema;

/** Whether a rollback may drop tables and columns that contain data. */
public enum DataLoss {
    /** The rollback fails; the error lists the number of rows that would be lost. */
    REFUSED,
    /** Tables and columns are dropped with their data. */
    ACCEPTED
}
