package dev.nvent.store.sql;

/**
 * A statement as the driver takes it.
 *
 * @param sql with a question mark for each value
 * @param returnsRows whether it answers with rows and not only with how many it changed
 * @param isSelect whether it is a SELECT, of which the driver's batches lose the rows
 */
record StatementText(String sql, boolean returnsRows, boolean isSelect) {}
