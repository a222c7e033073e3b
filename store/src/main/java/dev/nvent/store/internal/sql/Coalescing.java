package dev.nvent.store.internal.sql;

import java.util.List;
import java.util.function.Function;

/**
 * How group commit turns statements of several callers into one statement that does the work of all.
 *
 * @param target equal for arguments of statements that can become one
 * @param combined the statement for all arguments, in order; its result has what each statement by itself would have
 *     returned
 */
public record Coalescing<A, T>(Function<A, ?> target, Function<List<A>, Statement<?, List<T>>> combined) {}
