package dev.nvent.store.retention;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.StoredText;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A rule for the deletion of old data. Ages are measured by the clock of the database. */
public sealed interface RetentionRule {

    /**
     * Runs that ended, each with all its events: those with {@code completedAt}, whose status is neither {@code running} nor
     * {@code awaiting}.
     *
     * @param age since {@code completedAt}
     * @param flowName only runs of this flow; without it, those of all flows that have no rule of their own in the same
     *     sweep
     * @param statuses only runs with one of these statuses; any that has ended where the list is empty
     */
    record Runs(Duration age, Optional<String> flowName, List<String> statuses) implements RetentionRule {

        /** Checks and copies. */
        public Runs {
            check(age);
            required(flowName, "flowName").ifPresent(name -> StoredText.checkKey(name, "flowName"));
            statuses = elements(statuses, String.class, "statuses");
            statuses.forEach(status -> StoredText.check(status, "statuses"));
        }

        /** Only runs of a flow. */
        public Runs ofFlow(String flowName) {
            return new Runs(age, Optional.of(required(flowName, "flowName")), statuses);
        }

        /** Only runs with one of these statuses. */
        public Runs withStatus(String... statuses) {
            return new Runs(age, flowName, Arrays.asList(required(statuses, "statuses")));
        }
    }

    /** Events of all triggers. */
    record TriggerEvents(Duration age) implements RetentionRule {

        /** Checks the age. */
        public TriggerEvents {
            check(age);
        }
    }

    /**
     * Events of a generic subject type.
     *
     * @param subjectType the first two segments of the subjects, {@code shop:order}
     */
    record StreamEvents(String subjectType, Duration age) implements RetentionRule {

        /** Checks both. */
        public StreamEvents {
            StoredText.checkKey(subjectType, "subjectType");
            check(age);
        }
    }

    /**
     * Scheduler jobs without another run: those whose status is {@code completed}.
     *
     * @param age since their last run
     */
    record CompletedJobs(Duration age) implements RetentionRule {

        /** Checks the age. */
        public CompletedJobs {
            check(age);
        }
    }

    /**
     * Parked events of all subscriptions, which are given up as {@code Subscriptions.discard} does; the events themselves
     * stay. Those of which a retry has been requested are kept.
     *
     * @param age since the last failed attempt
     */
    record ParkedEvents(Duration age) implements RetentionRule {

        /** Checks the age. */
        public ParkedEvents {
            check(age);
        }
    }

    /** Keys that have expired. */
    record ExpiredKeys() implements RetentionRule {}

    /** Runs that ended, with all their events. */
    static Runs runs(Duration age) {
        return new Runs(age, Optional.empty(), List.of());
    }

    /** Events of all triggers. */
    static RetentionRule triggerEvents(Duration age) {
        return new TriggerEvents(age);
    }

    /** Events of a generic subject type. */
    static RetentionRule streamEvents(String subjectType, Duration age) {
        return new StreamEvents(subjectType, age);
    }

    /** Scheduler jobs without another run. */
    static RetentionRule completedJobs(Duration age) {
        return new CompletedJobs(age);
    }

    /** Parked events of all subscriptions. */
    static RetentionRule parkedEvents(Duration age) {
        return new ParkedEvents(age);
    }

    /** Keys that have expired. */
    static RetentionRule expiredKeys() {
        return new ExpiredKeys();
    }

    @SuppressWarnings("ConstantValue") // Callers without a null checker.
    private static void check(Duration age) {
        if (age == null || age.isNegative() || age.compareTo(Duration.ofDays(365_000)) > 0) {
            throw new InvalidInputException("age", "a duration from 0 to 365,000 days", String.valueOf(age));
        }
    }
}
