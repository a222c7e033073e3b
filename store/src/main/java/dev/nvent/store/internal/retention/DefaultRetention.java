package dev.nvent.store.internal.retention;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;
import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.retention.Batch.Deleted;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.stream.StreamParts;
import dev.nvent.store.internal.stream.StreamParts.Part;
import dev.nvent.store.retention.Retention;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.RetentionRule.StreamEvents;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.retention.SweepResult;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Table;

/** Sends the statements, and decides on their size and the pauses between them. */
public final class DefaultRetention implements Retention {

    private static final Operation SWEEP = Operation.of("retention.sweep");
    private static final Operation COUNT = Operation.of("retention.count");
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final Database database;
    private final StreamParts parts;

    /** On a database outside of transactions. */
    public DefaultRetention(Database database, StreamParts parts) {
        this.database = database;
        this.parts = parts;
    }

    @Override
    public List<SweepResult> sweep(List<? extends RetentionRule> rules) {
        return sweep(rules, SweepOptions.DEFAULT);
    }

    @Override
    public List<SweepResult> sweep(List<? extends RetentionRule> rules, SweepOptions options) {
        List<RetentionRule> checked = validate(SWEEP, () -> checked(rules));
        var limits = new Limits(validate(SWEEP, () -> required(options, "options")));
        var results = new ArrayList<SweepResult>();
        for (RetentionRule rule : checked) {
            results.add(splitType(SWEEP, rule)
                    .map(split -> sweepParts(split, limits))
                    .orElseGet(() -> sweep(rule, leftOut(rule, checked), limits)));
        }
        return results;
    }

    @Override
    public List<SweepResult> count(List<? extends RetentionRule> rules) {
        return count(rules, SweepOptions.DEFAULT);
    }

    @Override
    public List<SweepResult> count(List<? extends RetentionRule> rules, SweepOptions options) {
        List<RetentionRule> checked = validate(COUNT, () -> checked(rules));
        validate(COUNT, () -> required(options, "options"));
        return checked.stream()
                .map(rule -> splitType(COUNT, rule).map(this::countParts).orElseGet(() -> {
                    Deleted rows = database.read(
                            COUNT,
                            RetentionStatements.count(rule, leftOut(rule, checked), seenUpTo(COUNT, rule, options)));
                    return new SweepResult(rule, rows.entries(), rows.events(), true);
                }))
                .toList();
    }

    private SweepResult sweep(RetentionRule rule, Set<String> leftOut, Limits limits) {
        var batch = new BatchSize();
        var soFar = new SweepResult(rule, 0, 0, false);
        long from = Long.MIN_VALUE;
        long seenUpTo = seenUpTo(SWEEP, rule, limits.options);
        while (limits.allow()) {
            long start = System.nanoTime();
            Deleted deleted =
                    database.write(SWEEP, RetentionStatements.delete(rule, leftOut, from, seenUpTo, batch.rows()));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (deleted.isNothing()) {
                return new SweepResult(rule, soFar.entries(), soFar.events(), true);
            }
            soFar = new SweepResult(
                    rule, soFar.entries() + deleted.entries(), soFar.events() + deleted.events(), false);
            limits.options.progress().accept(soFar);
            from = deleted.end();
            batch.took(took);
            limits.pause(took.compareTo(LONGEST_PAUSE) < 0 ? took : LONGEST_PAUSE);
        }
        return soFar;
    }

    /** A rule for a type that is split. */
    private record SplitType(StreamEvents rule, SplitPeriod period, List<Part> parts) {

        String name() {
            return rule.subjectType();
        }

        /** All but the newest, which takes new events. */
        List<Part> olderParts() {
            return parts.subList(0, parts.size() - 1);
        }
    }

    /** Empty if the type is not split, or its parts belong to another role: then events are deleted as those of other types. */
    private Optional<SplitType> splitType(Operation call, RetentionRule rule) {
        if (!(rule instanceof StreamEvents events)) {
            return Optional.empty();
        }
        return parts.period(call, events.subjectType())
                .map(period -> new SplitType(events, period, parts.parts(call, events.subjectType())))
                .filter(split ->
                        !split.parts().isEmpty() && split.parts().stream().allMatch(Part::isOwner));
    }

    private SweepResult countParts(SplitType split) {
        long seenUpTo = seenUpTo(COUNT, STREAM);
        long events = split.olderParts().stream()
                .mapToLong(part -> parts.oldEvents(
                                COUNT, split.name(), part, split.rule().age(), seenUpTo)
                        .orElse(0L))
                .sum();
        return new SweepResult(split.rule(), 0, events, true);
    }

    private SweepResult sweepParts(SplitType split, Limits limits) {
        var soFar = new SweepResult(split.rule(), 0, 0, false);
        if (!limits.allow()) {
            return soFar;
        }
        SplitType current = rolled(split);
        long seenUpTo = limits.options.includesUnseenEvents() ? Long.MAX_VALUE : seenUpTo(SWEEP, STREAM);
        for (Part part : current.olderParts()) {
            if (!limits.allow()) {
                return soFar;
            }
            Optional<Long> events =
                    parts.oldEvents(SWEEP, split.name(), part, split.rule().age(), seenUpTo);
            if (events.isPresent() && parts.drop(SWEEP, split.name(), part)) {
                soFar = new SweepResult(split.rule(), 0, soFar.events() + events.get(), false);
                limits.options.progress().accept(soFar);
            }
        }
        return new SweepResult(split.rule(), 0, soFar.events(), true);
    }

    /** Begins a new part if the period of the newest is over. If the tables are locked, the next sweep does. */
    private SplitType rolled(SplitType split) {
        try {
            parts.roll(SWEEP, split.name(), split.period(), split.parts().getLast());
        } catch (DatabaseException e) {
            if (!e.safeToRetry()) {
                throw e;
            }
        }
        return new SplitType(split.rule(), split.period(), parts.parts(SWEEP, split.name()));
    }

    /** The flows that have a rule of their own, where a rule covers all flows. */
    private static Set<String> leftOut(RetentionRule rule, List<RetentionRule> all) {
        if (!(rule instanceof RetentionRule.Runs runs) || runs.flowName().isPresent()) {
            return Set.of();
        }
        return all.stream()
                .filter(RetentionRule.Runs.class::isInstance)
                .flatMap(other -> ((RetentionRule.Runs) other).flowName().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The id up to which all subscriptions have handled the events of a table. */
    private long seenUpTo(Operation call, RetentionRule rule, SweepOptions options) {
        if (options.includesUnseenEvents()) {
            return Long.MAX_VALUE;
        }
        return switch (rule) {
            case RetentionRule.Runs runs -> seenUpTo(call, FLOW_EVENTS);
            case RetentionRule.TriggerEvents events -> seenUpTo(call, TRIGGER_EVENTS);
            case StreamEvents events -> seenUpTo(call, STREAM);
            case RetentionRule.CompletedJobs jobs -> Long.MAX_VALUE;
            case RetentionRule.ParkedEvents parked -> Long.MAX_VALUE;
            case RetentionRule.ExpiredKeys keys -> Long.MAX_VALUE;
        };
    }

    private long seenUpTo(Operation call, Table<?> events) {
        return database.read(call, RetentionStatements.seenUpTo(events)).orElse(Long.MAX_VALUE);
    }

    private static List<RetentionRule> checked(List<? extends RetentionRule> rules) {
        return elements(rules, RetentionRule.class, "rules");
    }

    /** When a sweep pauses, and when it ends. */
    private final class Limits {

        private static final Duration LAG_CHECK = Duration.ofSeconds(1);

        private final SweepOptions options;
        private final long start = System.nanoTime();
        private long lastLagCheck = start - LAG_CHECK.toNanos();

        Limits(SweepOptions options) {
            this.options = options;
        }

        /** Whether the next statement may be sent; waits for standbys that are behind. */
        boolean allow() {
            while (!isOver() && isLagging()) {
                pause(LAG_CHECK);
            }
            return !isOver();
        }

        void pause(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isOver() {
            return Thread.currentThread().isInterrupted()
                    || options.timeLimit()
                            .filter(limit -> System.nanoTime() - start >= limit.toNanos())
                            .isPresent();
        }

        private boolean isLagging() {
            if (options.maxReplicationLag().isEmpty() || System.nanoTime() - lastLagCheck < LAG_CHECK.toNanos()) {
                return false;
            }
            boolean isLagging = database.read(SWEEP, RetentionStatements.REPLICATION_LAG)
                            .compareTo(options.maxReplicationLag().get())
                    > 0;
            if (!isLagging) {
                lastLagCheck = System.nanoTime();
            }
            return isLagging;
        }
    }
}
