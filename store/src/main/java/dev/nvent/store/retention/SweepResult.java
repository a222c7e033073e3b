package dev.nvent.store.retention;

/**
 * The number of rows that a sweep deleted by one rule, or would delete.
 *
 * @param entries the number of runs, jobs, parked events or keys
 * @param events the number of events
 * @param isComplete whether nothing was left that the rule covers, except rows that others had locked; false where the time
 *     limit or an interrupt ended the sweep
 */
public record SweepResult(RetentionRule rule, long entries, long events, boolean isComplete) {}
