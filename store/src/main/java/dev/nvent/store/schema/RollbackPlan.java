package dev.nvent.store.schema;

import java.util.List;

/**
 * The effects of a rollback.
 *
 * @param scripts the scripts, in the order of execution
 * @param losses the data that would be lost
 */
public record RollbackPlan(List<PlannedScript> scripts, List<Loss> losses) {

    /**
     * Rows that would be lost, or would lose the values of a column.
     *
     * @param what the table, or its columns
     * @param rows the number of rows with data; -1 if unknown, because a user's migration has no loss count
     */
    public record Loss(String what, long rows) {

        @Override
        public String toString() {
            return what + ": " + (rows < 0 ? "number of rows unknown" : rows + (rows == 1 ? " row" : " rows"));
        }
    }
}
