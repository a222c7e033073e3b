package dev.nvent.store.internal.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The templates of one operation that has several shapes, as an update has one for each set of columns. A template is
 * made from its shape alone, so that no value can get into its text. Thread-safe.
 *
 * @param <S> the shape: equal for statements that differ in values alone
 */
public final class Templates<S, A, T> {

    /** Upper bound of the cache. Further shapes are rendered on each call. */
    private static final int MAX_SHAPES = 500;

    private final Map<S, Template<A, T>> byShape = new ConcurrentHashMap<>();
    private final Function<S, Template<A, T>> make;

    /** @param make makes the template of a shape */
    public Templates(Function<S, Template<A, T>> make) {
        this.make = make;
    }

    /** The template of a shape. */
    public Template<A, T> of(S shape) {
        Template<A, T> known = byShape.get(shape);
        if (known != null) {
            return known;
        }
        Template<A, T> made = make.apply(shape);
        if (byShape.size() >= MAX_SHAPES) {
            // Texts of templates that are made for one call would fill the cache and never be found in it.
            return made.uncached();
        }
        Template<A, T> other = byShape.putIfAbsent(shape, made);
        return other == null ? made : other;
    }
}
