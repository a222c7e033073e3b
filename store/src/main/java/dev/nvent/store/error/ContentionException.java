package dev.nvent.store.error;

/** A read-modify-write lost against other writers in each of its tries. Nothing changed. */
public final class ContentionException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final int tries;

    /**
     * @param call what was asked
     * @param tries how often it was tried
     */
    public ContentionException(Call call, int tries) {
        super(call, "expected to win within " + tries + " tries, lost each of them to another writer", null);
        this.tries = tries;
    }

    /** How often it was tried. */
    public int tries() {
        return tries;
    }
}
