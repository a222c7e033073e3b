package dev.nvent.store.internal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table as its records.
 *
 * @param newRecord an empty record of the table
 * @param columns the columns that are read, in the order of the statement; the others stay empty
 */
public record RecordReader<R extends Record>(Supplier<R> newRecord, List<Field<?>> columns) implements RowReader<R> {

    /**
     * jOOQ creates a new Configuration whenever a detached record checks {@code updatablePrimaryKeys}; attach a shared one
     * instead.
     */
    private static final Configuration WHILE_READING = new DefaultConfiguration();

    @Override
    public R read(ResultSet row) throws SQLException {
        R record = newRecord.get();
        record.attach(WHILE_READING);
        for (int i = 0; i < columns.size(); i++) {
            set(record, columns.get(i), row, i + 1);
        }
        record.touched(false);
        record.detach();
        return record;
    }

    /** Field by field: jOOQ's ways to set them all at once take four times the memory of the row. */
    private static <T> void set(Record record, Field<T> field, ResultSet row, int place) throws SQLException {
        record.set(field, field.getType().cast(value(field, row, place)));
    }

    private static @Nullable Object value(Field<?> field, ResultSet row, int place) throws SQLException {
        Class<?> type = field.getType();
        if (type == String.class) {
            return row.getString(place);
        }
        if (type == JSONB.class) {
            return JSONB.jsonbOrNull(row.getString(place));
        }
        if (type == Long.class) {
            long number = row.getLong(place);
            return row.wasNull() ? null : number;
        }
        if (type == Integer.class) {
            int number = row.getInt(place);
            return row.wasNull() ? null : number;
        }
        return row.getObject(place, type);
    }
}
