package dev.nvent.store.internal.sql;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Set<Trait> traits;

    /** How several statements become one. */
    record Coalescing<A, T>(Function<A, ?> target, Function<List<A>, Statement<?, List<T>>> combined) {}

    private enum Trait {
        WITHOUT_ROW_LOCKS,
        BATCH,
        UNCACHED
    }

    private Template(
            Function<Binder<A>, ? extends Query> query,
            Function<A, Answer<T>> answer,
            Optional<Coalescing<A, T>> coalescing,
            Set<Trait> traits) {
        this.query = query;
        this.answer = answer;
        this.coalescing = coalescing;
        this.traits = traits;
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
        return new Template<>(query, answer, Optional.empty(), Set.of());
    }

    /**
     * The same, of which group commit may send several, of several callers, as one statement that does the work of all.
     *
     * @param target equal for arguments of statements that can become one
     * @param combined the statement for all arguments, in order; its result has what each statement by itself would have
     *     returned
     */
    public Template<A, T> coalescing(Function<A, ?> target, Function<List<A>, Statement<?, List<T>>> combined) {
        return new Template<>(query, answer, Optional.of(new Coalescing<>(target, combined)), traits);
    }

    /** The same, which never waits for a row that another transaction has locked, as an append does not. */
    public Template<A, T> withoutRowLocks() {
        return with(Trait.WITHOUT_ROW_LOCKS);
    }

    /** The same, which does the work of many by itself, so that group commit sends it alone. */
    public Template<A, T> asBatch() {
        return with(Trait.BATCH);
    }

    /** The same, whose text is rendered on each call. */
    Template<A, T> uncached() {
        return with(Trait.UNCACHED);
    }

    private Template<A, T> with(Trait trait) {
        var more = EnumSet.of(trait);
        more.addAll(traits);
        return new Template<>(query, answer, coalescing, Collections.unmodifiableSet(more));
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
        return !traits.contains(Trait.BATCH);
    }

    /** Whether it may wait for a row that another transaction has locked. */
    boolean locksRows() {
        return !traits.contains(Trait.WITHOUT_ROW_LOCKS);
    }

    /** Whether its text is kept. */
    boolean isCached() {
        return !traits.contains(Trait.UNCACHED);
    }
}
