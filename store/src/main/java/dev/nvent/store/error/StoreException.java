package dev.nvent.store.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions of the store. Outcomes that a caller expects (no such entry, a version conflict) are values
 * instead. No message carries a payload, a stored value or a password.
 */
public abstract sealed class StoreException extends RuntimeException
        permits InvalidInputException,
                EntryNotFoundException,
                IncrementException,
                ContentionException,
                DatabaseException,
                SchemaException,
                StoredValueException,
                StoreClosedException,
                StreamVersioningException,
                PartitionLostException,
                VersionLimitException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Operation operation;

    StoreException(@Nullable Operation operation, String problem, @Nullable Throwable cause) {
        super(operation == null ? problem : operation + ": " + problem, cause);
        this.operation = operation;
    }

    /** The operation that failed; empty where the problem was found outside of any, as when options are built. */
    public Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }
}
