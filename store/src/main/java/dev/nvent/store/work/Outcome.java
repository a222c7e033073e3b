package dev.nvent.store.work;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.DueTime;
import java.util.Map;

/** How a worker ends its claim on an entry after the handler has returned. */
public sealed interface Outcome {

    /** The entry is deleted, together with others that were completed at about the same time. */
    record Completed() implements Outcome {}

    /**
     * The entry is due again at another time.
     *
     * @param patch is merged into its metadata
     */
    record DueAgain(DueTime dueTime, Map<String, ?> patch) implements Outcome {

        /** Checks for null. */
        @SuppressWarnings("ConstantValue") // Callers without a null checker.
        public DueAgain {
            if (dueTime == null) {
                throw new InvalidInputException("dueTime", "a time or a delay", "null");
            }
            if (patch == null) {
                throw new InvalidInputException("patch", "a map", "null");
            }
        }

        /** Without the patch, whose values may be confidential. */
        @Override
        public String toString() {
            return "DueAgain[dueTime=" + dueTime + "]";
        }
    }

    /** The handler has ended the claim itself, with {@link Task#fence}. The worker sends nothing. */
    record Ended() implements Outcome {}

    /** The entry is deleted. */
    static Outcome completed() {
        return new Completed();
    }

    /** The entry is due again at another time. */
    static Outcome dueAgain(DueTime dueTime) {
        return new DueAgain(dueTime, Map.of());
    }

    /** The entry is due again at another time, with a patch of its metadata. */
    static Outcome dueAgain(DueTime dueTime, Map<String, ?> patch) {
        return new DueAgain(dueTime, patch);
    }

    /** The handler has ended the claim itself. */
    static Outcome ended() {
        return new Ended();
    }
}
