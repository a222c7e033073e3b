package dev.nvent.store.internal.index;

import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.sql.RowReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Reads rows of a table of indexes, whose columns are in the order of the statement. */
final class EntryRowReader<R extends Record> implements RowReader<EntryRow<R>> {

    private final Class<?>[] types;
    private final EntryRow.Layout<R> layout;

    EntryRowReader(List<Field<?>> columns) {
        this.types = columns.stream().map(Field::getType).toArray(Class<?>[]::new);
        this.layout = new EntryRow.Layout<>(columns);
    }

    @Override
    public EntryRow<R> read(ResultSet row) throws SQLException {
        var values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i], row, i + 1);
        }
        return layout.row(values);
    }

    private static @Nullable Object value(Class<?> type, ResultSet row, int place) throws SQLException {
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
        if (type == Instant.class) {
            OffsetDateTime time = row.getObject(place, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }
        if (EnumType.class.isAssignableFrom(type)) {
            return EntryRow.constant(type, row.getString(place));
        }
        return row.getObject(place, type);
    }
}
