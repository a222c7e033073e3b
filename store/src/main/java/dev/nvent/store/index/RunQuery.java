package dev.nvent.store.index;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A query for runs of all flows: conditions, a start and a limit. Immutable. */
public final class RunQuery {

    private static final RunQuery ALL = new RunQuery(IndexQuery.every(), List.of(), false, Optional.empty());

    private final IndexQuery<FlowRunsRecord> conditions;
    private final List<String> flowNames;
    private final boolean isWaiting;
    private final Optional<RunCursor> after;

    private RunQuery(
            IndexQuery<FlowRunsRecord> conditions,
            List<String> flowNames,
            boolean isWaiting,
            Optional<RunCursor> after) {
        this.conditions = conditions;
        this.flowNames = flowNames;
        this.isWaiting = isWaiting;
        this.after = after;
    }

    /** Every run. */
    public static RunQuery all() {
        return ALL;
    }

    /** Only runs of these flows; of all if none is given. */
    public RunQuery ofFlows(String... names) {
        for (String name : required(names, "flowNames")) {
            StoredText.checkKey(name, "flowNames");
        }
        return new RunQuery(conditions, List.of(names), isWaiting, after);
    }

    /** Only runs with one of these statuses. */
    public RunQuery withStatus(String... statuses) {
        for (String status : required(statuses, "statuses")) {
            StoredText.check(status, "statuses");
        }
        return withFilter(Map.of(FlowRunFields.STATUS.path(), List.of(statuses)));
    }

    /** Only runs with a step that waits for something: those whose {@code awaitingSteps} has an entry. */
    public RunQuery waiting() {
        return new RunQuery(conditions, flowNames, true, after);
    }

    /** Only runs that started at this time or later. */
    public RunQuery startedFrom(Instant time) {
        return with(conditions.withMinScore(millis(time, "startedFrom")));
    }

    /** Only runs that started before this time. */
    public RunQuery startedBefore(Instant time) {
        return with(conditions.withMaxScore(Math.max(millis(time, "startedBefore"), Long.MIN_VALUE + 1) - 1));
    }

    /** Only runs with this value in a column; null for those where it is NULL. */
    public <J> RunQuery where(ColumnField<FlowRunsRecord, ?, J> field, @Nullable J value) {
        return with(conditions.and(field, value));
    }

    /** Only runs whose metadata has these values, as further conditions; see {@link IndexQuery#withFilter}. */
    public RunQuery withFilter(Map<String, ?> filter) {
        return with(conditions.withFilter(filter));
    }

    /** Only runs after a position in the order, at the same cost at any position. */
    public RunQuery withAfter(RunCursor cursor) {
        if (cursor == null) {
            throw new InvalidInputException("after", "a cursor", "null");
        }
        return new RunQuery(conditions, flowNames, isWaiting, Optional.of(cursor));
    }

    /** Limits the number of runs. Defaults to {@value IndexQuery#DEFAULT_LIMIT}. */
    public RunQuery withLimit(int limit) {
        return with(conditions.withLimit(limit));
    }

    /** The conditions on metadata and on the start, and the limit. */
    public IndexQuery<FlowRunsRecord> conditions() {
        return conditions;
    }

    /** The flows; empty for all. */
    public List<String> flowNames() {
        return flowNames;
    }

    /** Whether only runs with a step that waits for something are selected. */
    public boolean isWaiting() {
        return isWaiting;
    }

    /** The position after which the runs begin. */
    public Optional<RunCursor> after() {
        return after;
    }

    private RunQuery with(IndexQuery<FlowRunsRecord> changed) {
        return new RunQuery(changed, flowNames, isWaiting, after);
    }

    private static long millis(Instant time, String where) {
        if (time == null) {
            throw new InvalidInputException(where, "an instant", "null");
        }
        return Times.toMillis(time, where);
    }
}
