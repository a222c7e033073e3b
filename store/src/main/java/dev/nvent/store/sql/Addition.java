package dev.nvent.store.sql;

import java.util.function.LongFunction;

/**
 * What a statement does that adds to one number and returns the sum, so that several can become one.
 *
 * @param target equal for statements that add to the same number
 * @param delta how much is added
 * @param statement the same statement with another delta
 * @param result a sum in the type that the statement returns
 */
public record Addition<T>(Object target, long delta, LongFunction<SqlStatement<T>> statement, LongFunction<T> result) {}
