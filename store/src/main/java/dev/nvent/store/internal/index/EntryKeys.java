package dev.nvent.store.internal.index;

/**
 * Which entries of one index of a table.
 *
 * @param indexKey what identifies the index in its table; empty where the table is one index
 * @param ids the entries
 */
record EntryKeys(String indexKey, String[] ids) {}
