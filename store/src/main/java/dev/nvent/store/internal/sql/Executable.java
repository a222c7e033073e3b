package dev.nvent.store.internal.sql;

/**
 * What is sent in one round trip and happens as a whole or not at all.
 *
 * @param <T> the result
 */
public sealed interface Executable<T> permits Statement, Pipeline {}
