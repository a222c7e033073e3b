package dev.nvent.store.internal.sql;

import java.util.function.Function;

/**
 * Where a bind value comes from.
 *
 * @param statement the place of its statement among those that are sent together
 * @param type the Java type of its column
 * @param source takes the value from the argument of that statement
 */
record BindSource(int statement, Class<?> type, Function<Object, ?> source) {}
