package dev.nvent.store.index;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.Times;
import java.time.Duration;
import java.time.Instant;

/** When an entry is due again: at a time, or after a delay that the clock of the database measures. */
public sealed interface DueTime {

    /**
     * At a time.
     *
     * @param time truncated to milliseconds
     */
    record At(Instant time) implements DueTime {

        /** Checks the time. */
        public At {
            if (time == null) {
                throw new InvalidInputException("dueTime", "a time", "null");
            }
            Times.toMillis(time, "dueTime");
        }
    }

    /**
     * After a delay from now.
     *
     * @param delay 0 for at once
     */
    record After(Duration delay) implements DueTime {

        private static final Duration LONGEST = Duration.ofDays(36_500_000);

        /** Checks the delay. */
        public After {
            if (delay == null || delay.isNegative() || delay.compareTo(LONGEST) > 0) {
                throw new InvalidInputException(
                        "dueTime",
                        "a delay of at least 0, of at most " + LONGEST.toDays() + " days",
                        String.valueOf(delay));
            }
        }
    }

    /** At a time. */
    static DueTime at(Instant time) {
        return new At(time);
    }

    /** After a delay from now, by the clock of the database. */
    static DueTime after(Duration delay) {
        return new After(delay);
    }

    /** At once. */
    static DueTime now() {
        return new After(Duration.ZERO);
    }
}
