package dev.nvent.store.work;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.internal.work.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a job runs. Immutable. */
public sealed interface Schedule {

    /**
     * At the times that a cron expression names, in a time zone.
     *
     * <p>When the clocks go forward, a run at a time that is skipped happens as much later as the clocks go forward. When
     * they go back, a run at a time that occurs twice happens the first time only. An expression whose field of hours begins
     * with {@code *} follows elapsed time instead: {@code 0 * * * *} runs every 60 minutes.
     *
     * @param expression five fields (minute, hour, day of month, month, day of week), or six, with seconds first; names of
     *     months and days, {@code L}, {@code W} and {@code #}; {@code @hourly}, {@code @daily}, {@code @weekly}, {@code
     *     @monthly}, {@code @yearly}. If both fields of days are restricted, a day has to match either of them.
     */
    record Cron(String expression, ZoneId zone) implements Schedule {

        /** Checks both. */
        @SuppressWarnings("ConstantValue") // Callers without a null checker.
        public Cron {
            if (expression == null || zone == null) {
                throw new InvalidInputException("schedule", "a cron expression and a time zone", "null");
            }
            CronExpression.parse(expression);
        }

        @Override
        public Optional<Instant> first(Instant now) {
            return CronExpression.parse(expression).next(required(now, "now"), zone);
        }

        @Override
        public Optional<Instant> next(Instant run, Instant now) {
            return first(required(run, "run").isAfter(required(now, "now")) ? run : now);
        }
    }

    /**
     * Repeatedly, at multiples of an interval from the first run.
     *
     * @param interval at least a millisecond, to which it is truncated
     */
    record Every(Duration interval) implements Schedule {

        /** Checks the interval. */
        @SuppressWarnings("ConstantValue") // Callers without a null checker.
        public Every {
            if (interval == null
                    || interval.compareTo(Duration.ofMillis(1)) < 0
                    || interval.compareTo(Duration.ofDays(36_500)) > 0) {
                throw new InvalidInputException(
                        "schedule", "an interval from a millisecond to 100 years", String.valueOf(interval));
            }
            interval = Duration.ofMillis(interval.toMillis());
        }

        @Override
        public Optional<Instant> first(Instant now) {
            return Optional.of(required(now, "now").plus(interval));
        }

        @Override
        public Optional<Instant> next(Instant run, Instant now) {
            required(run, "run");
            long passed = required(now, "now").isAfter(run)
                    ? Duration.between(run, now).dividedBy(interval)
                    : 0;
            return Optional.of(run.plus(interval.multipliedBy(passed + 1)));
        }
    }

    /** Once, at a time. */
    record Once(Instant time) implements Schedule {

        /** Checks the time. */
        @SuppressWarnings("ConstantValue") // Callers without a null checker.
        public Once {
            if (time == null) {
                throw new InvalidInputException("schedule", "a time", "null");
            }
            Times.toMillis(time, "schedule");
        }

        @Override
        public Optional<Instant> first(Instant now) {
            return Optional.of(time);
        }

        @Override
        public Optional<Instant> next(Instant run, Instant now) {
            return Optional.empty();
        }
    }

    /**
     * As {@link Cron}.
     *
     * @throws InvalidInputException if the expression cannot be parsed
     */
    static Schedule cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }

    /** As {@link Every}. */
    static Schedule every(Duration interval) {
        return new Every(interval);
    }

    /** As {@link Once}. */
    static Schedule once(Instant time) {
        return new Once(time);
    }

    /** The first run of a job that is scheduled now; empty if the schedule has none. */
    Optional<Instant> first(Instant now);

    /** The first run after {@code now} and after another run; empty if the schedule has none. */
    Optional<Instant> next(Instant run, Instant now);
}
