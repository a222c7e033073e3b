package dev.nvent.store.error;

/**
 * Appends with and without an expected version were mixed in one stream. The first append decides whether a stream is
 * versioned. Nothing was appended.
 */
public final class StreamVersioningException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final boolean versioned;

    /**
     * @param call the operation
     * @param versioned whether the stream is versioned
     */
    public StreamVersioningException(Operation call, boolean versioned) {
        super(
                call,
                versioned
                        ? "the stream is versioned; append with an expected version"
                        : "the stream has events that were appended without an expected version; append without one",
                null);
        this.versioned = versioned;
    }

    /** Whether the stream is versioned; otherwise the append was. */
    public boolean isVersioned() {
        return versioned;
    }
}
