package dev.nvent.store.internal.sql;

/**
 * A statement or a pipeline: sent in one round trip, and executed as a whole or not at all.
 *
 * @param <T> the result
 */
public sealed interface Executable<T> permits Statement, Pipeline {}
