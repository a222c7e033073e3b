package dev.nvent.store.cli;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.subject.StreamSubject.GenericStream;
import dev.nvent.store.subject.SubjectParser;

/** What a subject can name. */
enum SubjectKind {
    STREAM,
    INDEX,
    /** A generic subject, which can be both at once. */
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
