package dev.nvent.store.stream;

import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.subject.StreamSubject;

/**
 * Events on their way into any streams by COPY: the fastest way in, for any number of them, in constant memory. Events of
 * one stream get ids in the order in which they are appended; all have the time at which the import began, by the
 * database's clock. For one thread, until the work that it was given to returns: then it throws
 * {@link StoreClosedException}.
 */
public interface EventImport {

    /**
     * Appends an event, which is sent sooner or later.
     *
     * @throws dev.nvent.store.error.InvalidInputException if the subject is none of a stream, or the event contradicts it
     */
    void append(String subject, NewEvent event);

    /** As {@link #append(String, NewEvent)}. */
    void append(StreamSubject<?> subject, NewEvent event);

    /**
     * Code that appends the events.
     *
     * @param <X> what it may throw besides unchecked exceptions
     */
    @FunctionalInterface
    interface Work<X extends Exception> {

        /** Appends them. Any exception takes all of them back. */
        void run(EventImport events) throws X;
    }
}
