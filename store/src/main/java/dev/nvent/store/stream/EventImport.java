package dev.nvent.store.stream;

import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.subject.StreamSubject;

/**
 * Appends any number of events to any streams with COPY, in constant memory. Events of one stream get ids in the order in which they are appended; all have the time at which the import began, by the
 * database's clock. For one thread, until the work that it was given to returns: then it throws
 * {@link StoreClosedException}.
 */
public interface EventImport {

    /**
     * Appends an event. Events are sent in batches.
     *
     * @throws dev.nvent.store.error.InvalidInputException if the subject does not name a stream, or the event contradicts it
     */
    void append(String subject, NewEvent event);

    /** As {@link #append(String, NewEvent)}. */
    void append(StreamSubject<?> subject, NewEvent event);

    /**
     * Code that appends the events.
     *
     * @param <X> the checked exception that it may throw
     */
    @FunctionalInterface
    interface Work<X extends Exception> {

        /** Appends the events. Any exception undoes the whole import. */
        void run(EventImport events) throws X;
    }
}
