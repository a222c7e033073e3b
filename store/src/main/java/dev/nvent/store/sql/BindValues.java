package dev.nvent.store.sql;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jooq.JSONB;
import org.jooq.types.DayToSecond;

/** Values on their way into a prepared statement. What PostgreSQL has no literal type for, the text of the statement casts. */
final class BindValues {

    private BindValues() {}

    /** Sets the values of the places behind {@code place}; the last of those. */
    static int set(PreparedStatement statement, int place, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            set(statement, place + i + 1, values.get(i));
        }
        return place + values.size();
    }

    private static void set(PreparedStatement statement, int place, Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case String text -> statement.setString(place, text);
            case Integer number -> statement.setInt(place, number);
            case Long number -> statement.setLong(place, number);
            case Boolean flag -> statement.setBoolean(place, flag);
            case JSONB json -> statement.setString(place, json.data());
            case DayToSecond interval -> statement.setString(place, interval.toString());
            case String[] texts -> statement.setArray(place, array(statement, "text", texts));
            case Integer[] numbers -> statement.setArray(place, array(statement, "int4", numbers));
            default -> throw new IllegalStateException("no way to bind " + value.getClass());
        }
    }

    private static Array array(PreparedStatement statement, String type, Object[] elements) throws SQLException {
        return statement.getConnection().createArrayOf(type, elements);
    }
}
