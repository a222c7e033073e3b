package dev.nvent.store.internal.index;

/**
 * Identifies an entry in a table of indexes.
 *
 * @param indexKey the value of the column that identifies the index; empty where the table is one index
 * @param id the entry
 */
record EntryKey(String indexKey, String id) {}
