package dev.nvent.store.internal.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.EnumType;
import org.jooq.JSONB;
import org.jooq.types.DayToSecond;

/** Sets bind values on prepared statements. The statement's text casts types for which JDBC has no setter. */
final class BindValues {

    /** A NULL of the type that other values of the parameter have, so that the server keeps one plan for both. */
    private static final Map<Class<?>, Integer> NULL_TYPES = Map.of(
            String.class, Types.VARCHAR,
            JSONB.class, Types.VARCHAR,
            DayToSecond.class, Types.VARCHAR,
            Integer.class, Types.INTEGER,
            Long.class, Types.BIGINT,
            Boolean.class, Types.BOOLEAN,
            BigDecimal.class, Types.NUMERIC,
            LocalDate.class, Types.DATE,
            OffsetDateTime.class, Types.TIMESTAMP_WITH_TIMEZONE,
            Instant.class, Types.TIMESTAMP_WITH_TIMEZONE);

    private BindValues() {}

    /**
     * Sets every parameter of a text.
     *
     * @param statements those that the text consists of
     */
    static void set(PreparedStatement prepared, RenderedText text, List<? extends Statement<?, ?>> statements)
            throws SQLException {
        int place = 0;
        for (RenderedText.Parameter parameter : text.parameters()) {
            Object argument = statements.get(parameter.statement()).argument();
            set(prepared, ++place, parameter.type(), parameter.value().apply(argument));
        }
    }

    private static void set(PreparedStatement prepared, int place, Class<?> type, Object value) throws SQLException {
        switch (value) {
            case null -> prepared.setNull(place, nullType(type));
            case String text -> prepared.setString(place, text);
            case Integer number -> prepared.setInt(place, number);
            case Long number -> prepared.setLong(place, number);
            case Boolean flag -> prepared.setBoolean(place, flag);
            case BigDecimal number -> prepared.setBigDecimal(place, number);
            case JSONB json -> prepared.setString(place, json.data());
            case UUID id -> prepared.setObject(place, id);
            case EnumType constant -> prepared.setString(place, constant.getLiteral());
            case LocalDate date -> prepared.setObject(place, date);
            case OffsetDateTime time -> prepared.setObject(place, time);
            case Instant instant -> prepared.setObject(place, instant.atOffset(ZoneOffset.UTC));
            case DayToSecond interval -> prepared.setString(place, interval.toString());
            case String[] texts -> prepared.setArray(place, array(prepared, "text", texts));
            case Integer[] numbers -> prepared.setArray(place, array(prepared, "int4", numbers));
            case Long[] numbers -> prepared.setArray(place, array(prepared, "int8", numbers));
            case Boolean[] flags -> prepared.setArray(place, array(prepared, "bool", flags));
            case BigDecimal[] numbers -> prepared.setArray(place, array(prepared, "numeric", numbers));
            case EnumType[] constants -> prepared.setArray(place, array(prepared, "text", literals(constants)));
            case UUID[] ids -> prepared.setArray(place, array(prepared, "uuid", ids));
            case LocalDate[] dates -> prepared.setArray(place, array(prepared, "date", dates));
            case OffsetDateTime[] times -> prepared.setArray(place, array(prepared, "timestamptz", times));
            case Instant[] instants -> prepared.setArray(place, array(prepared, "timestamptz", instants));
            default -> throw new IllegalStateException("no way to bind " + value.getClass());
        }
    }

    private static int nullType(Class<?> type) {
        return EnumType.class.isAssignableFrom(type) ? Types.VARCHAR : NULL_TYPES.getOrDefault(type, Types.NULL);
    }

    private static String[] literals(EnumType[] constants) {
        return Stream.of(constants).map(EnumType::getLiteral).toArray(String[]::new);
    }

    private static Array array(PreparedStatement prepared, String type, Object[] elements) throws SQLException {
        return prepared.getConnection().createArrayOf(type, elements);
    }
}
