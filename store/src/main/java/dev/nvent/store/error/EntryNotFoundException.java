package dev.nvent.store.error;

/** The entry that an operation needs does not exist. Nothing changed. */
public final class EntryNotFoundException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** @param call the operation, with the subject and the id of the entry */
    public EntryNotFoundException(Operation call) {
        super(call, "no such entry", null);
    }
}
