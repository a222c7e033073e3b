package dev.nvent.store.sql;

/**
 * What a statement did.
 *
 * @param count how many rows it changed
 * @param row its first row as its reader reads it; null where it returned none
 */
record Outcome<T>(int count, T row) {}
