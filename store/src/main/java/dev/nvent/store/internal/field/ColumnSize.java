package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import java.math.BigDecimal;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import org.jooq.DataType;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * Refuses values that PostgreSQL would truncate or round silently: numbers and times with more decimals than their column,
 * and text with trailing spaces beyond its length.
 */
final class ColumnSize {

    private ColumnSize() {}

    /**
     * Refuses a value that is longer or more precise than its column.
     *
     * @throws InvalidInputException if it is
     */
    static void check(TableField<?, ?> column, @Nullable Object value) {
        DataType<?> type = column.getDataType();
        if (value instanceof BigDecimal number
                && type.precisionDefined()
                && number.stripTrailingZeros().scale() > type.scale()) {
            throw new InvalidInputException(
                    column.getName(), "a number with at most " + type.scale() + " decimals", "one with more");
        }
        if (value instanceof TemporalAccessor time && type.precisionDefined() && isFiner(time, type.precision())) {
            throw new InvalidInputException(
                    column.getName(),
                    "a time with at most " + type.precision() + " decimals of a second",
                    "one with more");
        }
        if (value instanceof String text
                && type.lengthDefined()
                && text.codePointCount(0, text.length()) > type.length()) {
            throw new InvalidInputException(
                    column.getName(), "text of at most " + type.length() + " characters", "longer text");
        }
    }

    /**
     * Refuses a number that is greater than its column can hold. Not for a delta: only its sum must fit.
     *
     * @throws InvalidInputException if it is
     */
    static void checkDigits(TableField<?, ?> column, @Nullable Object value) {
        DataType<?> type = column.getDataType();
        int most = type.precision() - type.scale();
        if (value instanceof BigDecimal number
                && type.precisionDefined()
                && number.signum() != 0
                && number.precision() - number.scale() > most) {
            throw new InvalidInputException(
                    column.getName(), "a number with at most " + most + " digits before the point", "one with more");
        }
    }

    private static boolean isFiner(TemporalAccessor time, int decimals) {
        return time.isSupported(ChronoField.NANO_OF_SECOND)
                && BigDecimal.valueOf(time.get(ChronoField.NANO_OF_SECOND), 9)
                                .stripTrailingZeros()
                                .scale()
                        > decimals;
    }
}
