package dev.nvent.store.index;

/**
 * Which entry of which index of a table.
 *
 * @param scope what identifies the index in its table; empty where the table is one index
 * @param id the entry
 */
record EntryKey(String scope, String id) {}
