package dev.nvent.store.it.conformance;

/** The kinds of event stream, one per table. */
enum StreamKind {
    FLOW_EVENTS("nvent:flow:run:"),
    TRIGGER_EVENTS("nvent:trigger:event:"),
    GENERIC("acme:flow:");

    private final String subject;

    StreamKind(String subject) {
        this.subject = subject;
    }

    String subject(String key) {
        return subject + key;
    }
}
