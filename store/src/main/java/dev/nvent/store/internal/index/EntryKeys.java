package dev.nvent.store.internal.index;

/**
 * Identifies entries of one index in a table of indexes.
 *
 * @param indexKey the value of the column that identifies the index; empty where the table is one index
 * @param ids the entries
 */
record EntryKeys(String indexKey, String[] ids) {}
