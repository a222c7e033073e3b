package dev.nvent.store.sql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jooq.JSONB;
import org.jooq.types.DayToSecond;

/** Values on their way into a prepared statement. What PostgreSQL has no literal type for, the text of the statement casts. */
final class BindValues {

    private BindValues() {}

    static void set(PreparedStatement statement, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            set(statement, i + 1, values.get(i));
        }
    }

    private static void set(PreparedStatement statement, int place, Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(place, Types.NULL);
            case String text -> statement.setString(place, text);
            case Integer number -> statement.setInt(place, number);
            case Long number -> statement.setLong(place, number);
            case Boolean flag -> statement.setBoolean(place, flag);
            case BigDecimal number -> statement.setBigDecimal(place, number);
            case JSONB json -> statement.setString(place, json.data());
            case DayToSecond interval -> statement.setString(place, interval.toString());
            case String[] texts ->
                statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
            default -> throw new IllegalStateException("no way to bind " + value.getClass());
        }
    }
}
