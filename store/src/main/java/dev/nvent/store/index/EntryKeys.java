package dev.nvent.store.index;

/**
 * Which entries of one index of a table.
 *
 * @param scope what identifies the index in its table; empty where the table is one index
 * @param ids the entries
 */
record EntryKeys(String scope, String[] ids) {}
