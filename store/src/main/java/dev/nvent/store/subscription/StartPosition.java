package dev.nvent.store.subscription;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.Times;
import java.time.Instant;

/** The position at which a new subscription begins. */
public sealed interface StartPosition {

    /** The first event. */
    record Beginning() implements StartPosition {}

    /**
     * All events that are committed once the call has returned, whenever their ids were drawn. Some of those that are
     * committed during the call may come too; none from before.
     *
     * <p>The call waits for the transactions that have appended to the same table and are still open, and fails with a {@link
     * dev.nvent.store.error.SchemaException} after 10 s. It never waits for the transactions that begin later.
     */
    record Now() implements StartPosition {}

    /**
     * Events with greater ids.
     *
     * @param id the id of an event
     */
    record AfterEvent(long id) implements StartPosition {

        /** Checks that it is not negative. */
        public AfterEvent {
            if (id < 0) {
                throw new InvalidInputException("id", "the id of an event, or 0", "a negative number");
            }
        }
    }

    /**
     * The first event appended at this time or later, and all after it. The call waits as for {@link Now}.
     *
     * @param time by the database clock
     */
    record AtTime(Instant time) implements StartPosition {

        /** Checks the time. */
        public AtTime {
            if (time == null) {
                throw new InvalidInputException("time", "a time", "null");
            }
            Times.toMillis(time, "time");
        }
    }

    /** The first event. */
    static StartPosition beginning() {
        return new Beginning();
    }

    /** All events that are committed from now on. See {@link Now}. */
    static StartPosition now() {
        return new Now();
    }

    /** Events with ids greater than {@code id}. */
    static StartPosition after(long id) {
        return new AfterEvent(id);
    }

    /** The first event appended at {@code time} or later, and all after it. */
    static StartPosition at(Instant time) {
        return new AtTime(time);
    }
}
