package dev.nvent.store.internal.sql;

import dev.nvent.store.internal.sql.RenderedText.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * Declares the bind values of a template, each where the DSL needs it, by the function that takes it from the argument of
 * a call. The names of the parameters lead from the rendered text back to these functions, in whatever order, and however
 * often, the text has them.
 *
 * @param <A> the argument
 */
public final class Binder<A> {

    /** The prefix of parameter names; no SQL of the store contains it after a colon otherwise. */
    static final String PARAMETER = "nvent";

    /** The highest precision of times. */
    private static final int MICROSECONDS = 6;

    private final int statement;
    private final List<Parameter> sources;
    private final Function<Object, A> argument;

    private Binder(int statement, List<Parameter> sources, Function<Object, A> argument) {
        this.statement = statement;
        this.sources = sources;
        this.argument = argument;
    }

    /**
     * A binder for one of the statements that are rendered together.
     *
     * @param sources those of all these statements
     */
    @SuppressWarnings("unchecked") // The executor passes the argument of the statement that declared the source.
    static <A> Binder<A> of(int statement, List<Parameter> sources) {
        return new Binder<>(statement, sources, argument -> (A) argument);
    }

    /** The same binder, for values that are taken from a part of the argument. */
    public <B> Binder<B> of(Function<? super A, ? extends B> part) {
        return new Binder<>(statement, sources, whole -> part.apply(argument.apply(whole)));
    }

    /** A bind value of the type of a column. */
    public <V> Param<V> value(Field<V> like, Function<? super A, ?> source) {
        return value(withoutSize(like.getDataType()), source);
    }

    /** A bind value of a type. The source may return text where the statement casts it, as it does for JSONB. */
    public <V> Param<V> value(DataType<V> type, Function<? super A, ?> source) {
        sources.add(new Parameter(statement, type.getType(), whole -> source.apply(argument.apply(whole))));
        return DSL.param(PARAMETER + (sources.size() - 1), type);
    }

    /** As {@link #value(Field, Function)}, for the values of {@code = ANY (array)}. */
    public <V> Param<V[]> array(Field<V> like, Function<? super A, ?> source) {
        return value(withoutSize(like.getDataType()).getArrayDataType(), source);
    }

    /** A cast to a type with a size would cut off or round a value that does not fit, which then equals another. */
    private static <V> DataType<V> withoutSize(DataType<V> type) {
        if (type.lengthDefined()) {
            return type.length(0);
        }
        if (!type.precisionDefined()) {
            return type;
        }
        return type.getType() == BigDecimal.class ? type.precision(0, 0) : type.precision(MICROSECONDS);
    }
}
