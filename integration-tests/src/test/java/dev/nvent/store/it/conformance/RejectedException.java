package dev.nvent.store.it.conformance;

/** A {@link ContractStore} rejected a call and changed nothing. */
final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    enum Reason {
        INVALID_INPUT,
        NO_ENTRY,
        NOT_A_NUMBER,
        NOT_AN_OBJECT,
        OUT_OF_RANGE,
        CONTENTION
    }

    private final Reason reason;

    RejectedException(Reason reason, Throwable cause) {
        super(reason + ": " + cause.getMessage(), cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
