package dev.nvent.store.cli;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.subject.StreamSubject.GenericStream;

/** The kind of object that a subject identifies. */
enum SubjectKind {
    STREAM,
    INDEX,
    /** A generic subject, which can be both a stream and an index. */
    EITHER;

    static SubjectKind of(String subject, String prefix) {
        var parser = new SubjectParser(prefix);
        try {
            return parser.stream(subject) instanceof GenericStream ? EITHER : STREAM;
        } catch (InvalidInputException e) {
            parser.index(subject);
            return INDEX;
        }
    }
}
