package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;

/** The kind of object that a subject identifies. */
enum SubjectKind {
    STREAM,
    INDEX,
    /** A generic subject, which can be both a stream and an index. */
    EITHER;

    /** Asks the store, which refuses a subject of the other kind; an invalid subject is refused as either. */
    static SubjectKind of(String subject, NventStore store) {
        try {
            store.stream(subject);
        } catch (InvalidInputException e) {
            store.index(subject);
            return INDEX;
        }
        try {
            store.index(subject);
            return EITHER;
        } catch (InvalidInputException e) {
            return STREAM;
        }
    }
}
