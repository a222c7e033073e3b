package dev.nvent.store.retention;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Options of a sweep. Immutable.
 *
 * @param timeLimit the time after which it stops; the next one continues. Defaults to none.
 * @param maxReplicationLag how far standbys may be behind; if one is further behind, the sweep waits. Defaults to none. The
 *     role needs the privileges of {@code pg_read_all_stats} to see the lag; otherwise it counts as 0.
 * @param includesUnseenEvents whether events are deleted that a subscription has not handled yet. Defaults to false.
 * @param progress receives after each statement what a rule has deleted so far
 */
public record SweepOptions(
        Optional<Duration> timeLimit,
        Optional<Duration> maxReplicationLag,
        boolean includesUnseenEvents,
        Consumer<SweepResult> progress) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** No limits; only events that all subscriptions have handled. */
    public static final SweepOptions DEFAULT =
            new SweepOptions(Optional.empty(), Optional.empty(), false, result -> {});

    /** Checks the limits. */
    public SweepOptions {
        required(timeLimit, "timeLimit").ifPresent(limit -> check(limit, "timeLimit"));
        required(maxReplicationLag, "maxReplicationLag").ifPresent(limit -> check(limit, "maxReplicationLag"));
        required(progress, "progress");
    }

    /** With a time limit, after which it stops. */
    public SweepOptions withTimeLimit(Duration timeLimit) {
        return new SweepOptions(
                Optional.of(required(timeLimit, "timeLimit")), maxReplicationLag, includesUnseenEvents, progress);
    }

    /** With a limit to the lag of standbys. */
    public SweepOptions withMaxReplicationLag(Duration maxReplicationLag) {
        return new SweepOptions(
                timeLimit,
                Optional.of(required(maxReplicationLag, "maxReplicationLag")),
                includesUnseenEvents,
                progress);
    }

    /** Deletes events that a subscription has not handled yet, too. The subscription misses them. */
    public SweepOptions withUnseenEvents() {
        return new SweepOptions(timeLimit, maxReplicationLag, true, progress);
    }

    /** With a consumer of the progress. */
    public SweepOptions withProgress(Consumer<SweepResult> progress) {
        return new SweepOptions(timeLimit, maxReplicationLag, includesUnseenEvents, progress);
    }

    private static void check(Duration limit, String where) {
        if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
            throw new InvalidInputException(
                    where, "a duration above 0, of at most " + LONGEST.toDays() + " days", limit.toString());
        }
    }
}
