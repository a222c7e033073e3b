package dev.nvent.store.schema;

import java.util.List;

/**
 * What a rollback would do.
 *
 * @param scripts what would run, in this order
 * @param losses the data that would go
 */
public record RollbackPlan(List<PlannedScript> scripts, List<Loss> losses) {

    /**
     * Rows that would go, as a whole or in a column.
     *
     * @param what the table, or the columns of it
     * @param rows how many have something to lose; -1 where a user's migration does not say
     */
    public record Loss(String what, long rows) {

        @Override
        public String toString() {
            return what + ": " + (rows < 0 ? "number of rows unknown" : rows + (rows == 1 ? " row" : " rows"));
        }
    }
}
