package dev.nvent.store.error;

/** Another process has taken over the partition of a subscription, so that its position cannot be saved any more. */
public final class PartitionLostException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final int partition;

    /** @param call the operation, with the name of the subscription */
    public PartitionLostException(Operation call, int partition) {
        super(call, "partition " + partition + " has been taken over by another process, or was reset", null);
        this.partition = partition;
    }

    /** The number of the partition. */
    public int partition() {
        return partition;
    }
}
