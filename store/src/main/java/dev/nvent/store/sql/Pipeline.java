package dev.nvent.store.sql;

import java.util.List;
import java.util.function.Function;

/**
 * Statements that are sent one behind the other, without waiting for an answer in between: one round trip, and one
 * transaction, of its own unless there is one already.
 *
 * @param statements in order
 * @param answer what to make of what each statement answered, null where it returned no row
 */
public record Pipeline<T>(List<SqlStatement<?>> statements, Function<List<Object>, T> answer) implements SqlUnit<T> {}
