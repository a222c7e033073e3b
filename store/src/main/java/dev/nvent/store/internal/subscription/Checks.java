package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;

/** Checks of arguments. */
final class Checks {

    private static final Duration LONGEST = Duration.ofDays(1);

    private Checks() {}

    static Duration duration(Duration duration, String where) {
        if (duration == null || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new InvalidInputException(where, "a duration from 0 to " + LONGEST, String.valueOf(duration));
        }
        return duration;
    }

    static int range(int number, int least, int most, String where) {
        if (number < least || number > most) {
            throw new InvalidInputException(where, "a number from " + least + " to " + most, String.valueOf(number));
        }
        return number;
    }
}
