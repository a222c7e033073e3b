package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Whole numbers of JSON within the range of a column; {@code 5.0} is one. */
public final class WholeNumber {

    private WholeNumber() {}

    /** The number, or an error that says whether it is a fraction or out of range. */
    public static long of(JsonNode node, String where, long min, long max) {
        if (!node.isNumber()) {
            throw new InvalidInputException(where, "a whole number", Json.kind(node));
        }
        if (node.canConvertToExactIntegral() && node.canConvertToLong()) {
            long number = node.longValue();
            if (min <= number && number <= max) {
                return number;
            }
        }
        BigDecimal number = node.decimalValue();
        boolean fraction = number.stripTrailingZeros().scale() > 0;
        throw new InvalidInputException(
                where,
                "a whole number from " + min + " to " + max,
                fraction ? "a fraction" : "a number out of that range");
    }
}
