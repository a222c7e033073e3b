package dev.nvent.store.internal.field;

import dev.nvent.store.error.StoredValueException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The columns that were read of one row of a table of indexes.
 *
 * @param <R> the record of the table
 */
public final class EntryRow<R extends Record> {

    private final Layout<R> layout;
    private final Object[] values;

    private EntryRow(Layout<R> layout, Object[] values) {
        this.layout = layout;
        this.values = values;
    }

    /** The columns that are read, in the order of the statement. */
    public static final class Layout<R extends Record> {

        private final Map<String, Integer> places;

        /** The places of columns, whose names all differ. */
        public Layout(List<Field<?>> columns) {
            this.places = IntStream.range(0, columns.size())
                    .boxed()
                    .collect(Collectors.toUnmodifiableMap(
                            place -> columns.get(place).getName(), place -> place));
        }

        /** A row with these values, one for each column. */
        public EntryRow<R> row(Object[] values) {
            return new EntryRow<>(this, values);
        }
    }

    /**
     * The constant of an enum for a value of its type; the text itself where the class is older than the type and lacks it.
     */
    public static @Nullable Object constant(Class<?> type, @Nullable String label) {
        for (Object constant : type.getEnumConstants()) {
            if (((EnumType) constant).getLiteral().equals(label)) {
                return constant;
            }
        }
        return label;
    }

    /**
     * The value of a column that takes no NULL.
     *
     * @throws IllegalArgumentException if the column was not read
     */
    public <T> T required(Field<T> column) {
        return Objects.requireNonNull(get(column), column.getName());
    }

    /**
     * The value of a column; null for NULL.
     *
     * @throws IllegalArgumentException if the column was not read
     * @throws StoredValueException if the class of its enum type does not have the value
     */
    public <T> @Nullable T get(Field<T> column) {
        Integer place = layout.places.get(column.getName());
        if (place == null) {
            throw new IllegalArgumentException("the column " + column.getName() + " was not read");
        }
        if (unknownLabel(column).isPresent()) {
            throw new StoredValueException(
                    column.getName(),
                    "holds a value that " + column.getType().getName() + " does not have: generate the class again");
        }
        return column.getType().cast(values[place]);
    }

    /** The value of a column of an enum type whose class does not have it. */
    public Optional<String> unknownLabel(Field<?> column) {
        Integer place = layout.places.get(column.getName());
        return EnumType.class.isAssignableFrom(column.getType())
                        && place != null
                        && values[place] instanceof String label
                ? Optional.of(label)
                : Optional.empty();
    }
}
