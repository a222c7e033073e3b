package dev.nvent.store.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements that are sent one after the other without waiting for an answer in between: one round trip and one
 * transaction, of their own or, behind a savepoint, within the caller's. Built up by one thread.
 */
public final class Pipeline implements Executable<Pipeline.Answers> {

    private final List<Statement<?, ?>> statements = new ArrayList<>();

    /** The place of a statement's result. */
    public static final class Slot<T> {
        private final int index;

        private Slot(int index) {
            this.index = index;
        }
    }

    /** The results of all statements. */
    public static final class Answers {
        private final List<?> results;

        Answers(List<?> results) {
            this.results = results;
        }

        /** The result of one statement. */
        @SuppressWarnings("unchecked") // A slot is made for the statement whose result stands at its index.
        public <T> T get(Slot<T> slot) {
            return (T) results.get(slot.index);
        }
    }

    /** Appends a statement. */
    public <T> Slot<T> add(Statement<?, T> statement) {
        statements.add(statement);
        return new Slot<>(statements.size() - 1);
    }

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
        return statements.isEmpty();
    }

    List<Statement<?, ?>> statements() {
        return statements;
    }
}
