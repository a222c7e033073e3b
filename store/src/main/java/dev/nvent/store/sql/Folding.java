package dev.nvent.store.sql;

import java.util.List;
import java.util.function.Function;

/**
 * How statements of several callers become one statement that does the work of all.
 *
 * @param locks whether it locks rows that others may want to lock too
 * @param target equal for statements that can become one
 * @param part what this statement adds to the whole
 * @param whole the statement for all parts in order; its answer is what each part's own statement would have answered
 * @param <P> a part
 * @param <T> what the statement of one part answers
 */
public record Folding<P, T>(boolean locks, Object target, P part, Function<List<P>, SqlStatement<List<T>>> whole) {

    /** The statement for this part and others of the same target, which are of the same types. */
    @SuppressWarnings("unchecked")
    SqlStatement<List<T>> fold(List<Folding<?, ?>> all) {
        return whole.apply(all.stream().map(each -> (P) each.part()).toList());
    }
}
