package dev.nvent.store.sql;

/**
 * A statement, or several in a row, as the driver takes it.
 *
 * @param sql with a question mark for each value
 * @param returnsRows whether it answers with rows and not only with how many it changed
 */
record StatementText(String sql, boolean returnsRows) {}
