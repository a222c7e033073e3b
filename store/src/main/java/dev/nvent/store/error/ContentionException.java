package dev.nvent.store.error;

/**
 * Every attempt of an operation conflicted with a concurrent write: of a read-modify-write, or of an append with keys or an
 * expected version. Nothing changed.
 */
public final class ContentionException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final int attempts;

    /**
     * @param call the operation
     * @param attempts the number of attempts
     */
    public ContentionException(Operation call, int attempts) {
        super(call, "gave up after " + attempts + " attempts: each conflicted with a concurrent write", null);
        this.attempts = attempts;
    }

    /** The number of attempts. */
    public int attempts() {
        return attempts;
    }
}
