package dev.nvent.store.sql;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Query;

/**
 * A kind of statement: everything about it but its values. The typed DSL describes the text once, and declares each bind
 * value in the place where the text needs it, so that text, values and their order cannot disagree. The template itself
 * is the key of its cached text. Immutable and thread-safe.
 *
 * @param <A> the argument that a call brings, from which all bind values are taken
 * @param <T> the result
 */
public final class Template<A, T> {

    private final Function<Binder<A>, ? extends Query> query;
    private final Function<A, Answer<T>> answer;
    private final Optional<Coalescing<A, T>> coalescing;
    private final boolean locksRows;
    private final boolean isBatch;

    private Template(
            Function<Binder<A>, ? extends Query> query,
            Function<A, Answer<T>> answer,
            Optional<Coalescing<A, T>> coalescing,
            boolean locksRows,
            boolean isBatch) {
        this.isBatch = isBatch;
        this.query = query;
        this.answer = answer;
        this.coalescing = coalescing;
        this.locksRows = locksRows;
    }

    /**
     * A template.
     *
     * @param query builds the statement; must depend on nothing but the binder and constants, since its text is kept
     */
    public static <A, T> Template<A, T> of(Function<Binder<A>, ? extends Query> query, Answer<T> answer) {
        return of(query, argument -> answer);
    }

    /** A statement that has no bind values. */
    public static <T> Statement<?, T> withoutValues(Supplier<? extends Query> query, Answer<T> answer) {
        return Template.<Boolean, T>of(bind -> query.get(), answer).with(true);
    }

    /** As {@link #of(Function, Answer)}, where the result depends on the argument too. */
    public static <A, T> Template<A, T> of(Function<Binder<A>, ? extends Query> query, Function<A, Answer<T>> answer) {
        return new Template<>(query, answer, Optional.empty(), true, false);
    }

    /** The same, of which group commit may send several as one statement. */
    public Template<A, T> coalescing(Coalescing<A, T> how) {
        return new Template<>(query, answer, Optional.of(how), locksRows, isBatch);
    }

    /** The same, which never waits for a row that another transaction has locked, as an append does not. */
    public Template<A, T> withoutRowLocks() {
        return new Template<>(query, answer, coalescing, false, isBatch);
    }

    /** The same, which does the work of many by itself, so that group commit sends it alone. */
    public Template<A, T> asBatch() {
        return new Template<>(query, answer, coalescing, locksRows, true);
    }

    /** The statement with the values of one call. */
    public Statement<A, T> with(A argument) {
        return new Statement<>(this, argument);
    }

    Query query(Binder<A> binder) {
        return query.apply(binder);
    }

    Answer<T> answer(A argument) {
        return answer.apply(argument);
    }

    Optional<Coalescing<A, T>> coalescing() {
        return coalescing;
    }

    /** Whether it may share a transaction with statements of other callers. */
    boolean isGroupable() {
        return !isBatch;
    }

    /** Whether it may wait for a row that another transaction has locked. */
    boolean locksRows() {
        return locksRows;
    }
}
