package dev.nvent.store.error;

/** A store or a subscription was used after {@code close}, or a transaction or an import after its end. Nothing was sent. */
public final class StoreClosedException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * @param call the operation
     * @param what what is closed: {@code store}, {@code subscription}, {@code transaction} or {@code import}
     */
    public StoreClosedException(Operation call, String what) {
        super(call, "the " + what + " is closed", null);
    }
}
