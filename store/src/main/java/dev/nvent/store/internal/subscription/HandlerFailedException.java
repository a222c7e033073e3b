package dev.nvent.store.internal.subscription;

/** A handler threw an exception, which is the cause. */
final class HandlerFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long eventId;
    private final transient Throwable failure;
    private final boolean isFirst;

    /**
     * @param eventId the event that it handled, or the last one of several
     * @param isFirst whether all events before it are saved
     */
    HandlerFailedException(long eventId, boolean isFirst, Throwable cause) {
        super(cause);
        this.eventId = eventId;
        this.failure = cause;
        this.isFirst = isFirst;
    }

    long eventId() {
        return eventId;
    }

    boolean isFirst() {
        return isFirst;
    }

    /** The exception or error of the handler. */
    Throwable failure() {
        return failure;
    }

    /** Class and message, without a stack trace and of bounded length. */
    String description() {
        String text = failure.getClass().getName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        String stored = text.replace("\0", "").replaceAll("[\\uD800-\\uDFFF]", "?");
        return stored.length() > 1_000 ? stored.substring(0, 1_000) : stored;
    }
}
