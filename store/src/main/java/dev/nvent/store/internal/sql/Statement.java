package dev.nvent.store.internal.sql;

/**
 * A template with the values of one call. One statement, so that it happens as a whole or not at all.
 *
 * @param argument what the bind values are taken from
 */
public record Statement<A, T>(Template<A, T> template, A argument) implements Executable<T> {

    Answer<T> answer() {
        return template.answer(argument);
    }

    /** Without the argument, which holds values. */
    @Override
    public String toString() {
        return "Statement[" + template + "]";
    }
}
