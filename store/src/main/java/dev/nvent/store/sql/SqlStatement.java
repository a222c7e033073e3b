package dev.nvent.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Query;

/**
 * A statement of a shape that is sent often. The typed DSL writes its text once; from then on the text and the values of
 * each call go to the driver as they are, without a query's life in jOOQ.
 *
 * @param shape what tells texts apart: equal for two statements if and only if they differ in values alone
 * @param text how the DSL writes it, with the values of this call, to check the order of {@code values} by
 * @param values one for each place in the text, in order
 * @param reader what to make of the result
 * @param folding how several of its kind become one, where they can
 * @param <T> what its result becomes
 */
public record SqlStatement<T>(
        List<String> shape,
        Function<DSLContext, ? extends Query> text,
        List<?> values,
        RowReader<T> reader,
        Optional<Folding<?, T>> folding)
        implements SqlUnit<T> {

    /** One that is sent as it is. */
    public SqlStatement(
            List<String> shape, Function<DSLContext, ? extends Query> text, List<?> values, RowReader<T> reader) {
        this(shape, text, values, reader, Optional.empty());
    }

    /** One that returns no rows. */
    public static SqlStatement<Void> withoutRows(
            List<String> shape, Function<DSLContext, ? extends Query> text, List<?> values) {
        return new SqlStatement<>(shape, text, values, row -> null);
    }

    /** The same, which can be folded. */
    public SqlStatement<T> withFolding(Folding<?, T> howToFold) {
        return new SqlStatement<>(shape, text, values, reader, Optional.of(howToFold));
    }

    /** Whether it may have to wait for others that write the same rows. */
    boolean locks() {
        return folding.map(Folding::locks).orElse(true);
    }
}
