package dev.nvent.store.internal.index;

/**
 * Which entry of which index of a table.
 *
 * @param indexKey what identifies the index in its table; empty where the table is one index
 * @param id the entry
 */
record EntryKey(String indexKey, String id) {}
