package dev.nvent.store.internal.retention;

import dev.nvent.store.retention.RetentionRule;
import java.util.Set;

/**
 * The argument of one statement.
 *
 * @param ageMillis the age that the rule names
 * @param leftOut flows that a rule for all runs does not cover
 * @param from where the batch before ended, in the order in which the rule deletes
 * @param seenUpTo the id up to which all subscriptions have seen the events
 * @param limit the maximum number of rows
 */
record Batch<T extends RetentionRule>(
        T rule, Set<String> leftOut, long ageMillis, long from, long seenUpTo, int limit) {

    boolean isSeen() {
        return seenUpTo == Long.MAX_VALUE;
    }

    /**
     * The numbers of rows that a statement deleted.
     *
     * @param end where the next batch begins
     */
    record Deleted(long entries, long events, long end) {

        static Deleted entries(long entries) {
            return new Deleted(entries, 0, 0);
        }

        static Deleted events(long events) {
            return new Deleted(0, events, 0);
        }

        boolean isNothing() {
            return entries == 0 && events == 0;
        }
    }
}
