package dev.nvent.store.sql;

/**
 * What is sent in one round trip and happens as a whole or not at all.
 *
 * @param <T> what it answers
 */
public sealed interface SqlUnit<T> permits SqlStatement, Pipeline {}
