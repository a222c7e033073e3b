package dev.nvent.store.internal.index;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An entry after a change.
 *
 * @param version its version
 * @param sums the columns that were added to, by their names
 */
public record UpdatedEntry(int version, Map<String, BigDecimal> sums) {

    /** The value of a column after it was added to. */
    BigDecimal sum(String column) {
        return Objects.requireNonNull(sums.get(column), column);
    }

    /** The sums of columns of whole numbers. */
    public Map<String, Long> counts() {
        var counts = new HashMap<String, Long>();
        sums.forEach((column, sum) -> counts.put(column, sum.longValueExact()));
        return Map.copyOf(counts);
    }

    /** The state before the last additions to one column. */
    UpdatedEntry before(String column, long added, int changes) {
        return new UpdatedEntry(version - changes, Map.of(column, sum(column).subtract(BigDecimal.valueOf(added))));
    }
}
