package dev.nvent.store.internal.field;

import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.choose;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.jooq.Routines;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;

/**
 * A field with a column of the user. A client that does not know the column (the Node adapter, an older version of the
 * application) writes the field to the overflow column, so that a value there is the later one: it counts as long as it is
 * there. Each write of the store to the field removes it. A fragment of a document there counts as merged into the column,
 * and a number of a counter as added to it, since a client that does not know the column begins to count at 0.
 *
 * @param route the field
 * @param path its path
 * @param overflow the overflow column of its table
 */
public record OwnColumn<R extends Record>(MetadataField<R> route, List<String> path, TableField<R, JSONB> overflow) {

    private static final Map<Class<?>, String> TYPES = Map.of(
            Integer.class, "integer",
            Long.class, "bigint",
            Boolean.class, "boolean",
            UUID.class, "uuid",
            LocalDate.class, "date",
            OffsetDateTime.class, "timestamp",
            Instant.class, "timestamp");

    private static final JSONB JSON_NULL = JSONB.valueOf("null");

    /** The value in the overflow column; NULL where there is none. */
    public Field<JSONB> rest() {
        Field<JSONB> value = overflow;
        for (String key : path) {
            value = jsonbGetAttribute(value, inline(key));
        }
        return value;
    }

    /** Whether the overflow column has a value of the field. */
    public Condition isInOverflow() {
        return rest().isNotNull();
    }

    /**
     * A condition on the field that can be true for a value only, not for NULL. An index on the column serves it together
     * with one of the rows whose overflow column has the field.
     */
    public <T> Condition matches(TableField<R, T> column, Function<Field<T>, Condition> condition) {
        return isInOverflow()
                .not()
                .and(condition.apply(column))
                .or(isInOverflow().and(condition.apply(whole(column))));
    }

    /** The field is null. */
    public Condition isNull(TableField<R, ?> column) {
        return isInOverflow().not().and(column.isNull()).or(rest().eq(inline(JSON_NULL)));
    }

    /** The overflow column has this value, or JSON null for null. Never unknown. */
    public <T> Condition isExpected(TableField<R, T> column, Field<T> value) {
        Field<T> typed = typedRest(column);
        return typed.isNotNull()
                .and(typed.isNotDistinctFrom(value))
                .or(isInOverflow()
                        .and(rest().isNotDistinctFrom(inline(JSON_NULL)))
                        .and(value.isNull()));
    }

    /** A condition on a document. */
    public Condition matchesDocument(TableField<R, JSONB> column, Function<Field<JSONB>, Condition> condition) {
        return isInOverflow()
                .not()
                .and(condition.apply(column))
                .or(isInOverflow().and(condition.apply(Routines.nventJsonbDeepMerge(column, rest()))));
    }

    /** The whole document: fragments in the overflow column count as merged into the column. */
    public Field<JSONB> document(TableField<R, JSONB> column) {
        return when(isInOverflow(), Routines.nventJsonbDeepMerge(column, rest()))
                .otherwise(column);
    }

    /** The number in the column, or in the overflow column, plus another one. */
    public <T extends Number> Field<T> sum(TableField<R, T> column, Field<T> delta) {
        return when(
                        isInOverflow(),
                        begin(column)
                                .plus(cast(
                                        Routines.nventFieldSum(rest(), cast(delta, BigDecimal.class), scale(column)),
                                        column.getDataType())))
                .otherwise(coalesce(column, zero(column)).plus(delta));
    }

    /** The value that a number in the overflow column is added to. */
    private <T> Field<T> begin(TableField<R, T> column) {
        return route instanceof CounterField ? coalesce(column, zero(column)) : zero(column);
    }

    private static <T> Field<T> zero(Field<T> column) {
        return cast(inline(0), column.getDataType());
    }

    /** The value where the overflow column has one; NULL where that does not fit the column. */
    private <T> Field<T> whole(TableField<R, T> column) {
        return route instanceof CounterField ? begin(column).plus(typedRest(column)) : typedRest(column);
    }

    /** The value that moves to the column; NULL for JSON null. */
    public Field<?> moved() {
        return switch (route) {
            case CounterField<R> counter ->
                begin(counter.field()).plus(coalesce(typedRest(counter.field()), inline(0)));
            case DocumentField<R> document ->
                nullif(Routines.nventJsonbDeepMerge(document.field(), rest()), inline(JSON_NULL));
            default -> typedRest(route.field());
        };
    }

    /** The value in the overflow column in the type of the column; NULL where it does not fit, or is not there. */
    public <T> Field<T> typedRest(TableField<R, T> column) {
        Field<String> value = Routines.nventFieldValue(rest(), inline(type()));
        DataType<T> type = withoutSize(column.getDataType());
        return labels().isEmpty() ? cast(value, type) : label(value, type);
    }

    /** Text as a value of an enum type, whose cast would fail for other text. */
    private <T> Field<T> label(Field<String> text, DataType<T> type) {
        var values = new LinkedHashMap<Field<String>, Field<T>>();
        labels().forEach(label -> values.put(inline(label), cast(inline(label), type)));
        return choose(text).mapFields(values);
    }

    private List<String> labels() {
        return route instanceof ColumnField<R, ?, ?> column ? column.codec().labels() : List.of();
    }

    /** The overflow column without the field, where that has the field or anything else in its place. */
    public Field<JSONB> without(Field<JSONB> document) {
        return Routines.nventOverflowWithout(document, inline(path.toArray(String[]::new)));
    }

    /** Whether the overflow column can have the field, or something else in its place. Costs less than removing it. */
    public Condition isInTheWay() {
        return jsonbGetAttribute(overflow, inline(path.getFirst())).isNotNull();
    }

    /** The name of the type for the database. */
    private String type() {
        return switch (route) {
            case ColumnField<R, ?, ?> column when column.codec() == (Object) Codec.TIME -> "time";
            case ColumnField<R, ?, ?> column -> typeOf(column.field().getDataType());
            case CounterField<R> counter -> typeOf(counter.field().getDataType());
            case DocumentField<R> document -> throw new IllegalStateException(document.path());
            case OverflowField<R> rest ->
                throw new IllegalStateException(rest.field().getName());
        };
    }

    private static String typeOf(DataType<?> type) {
        if (type.getType() == BigDecimal.class) {
            return type.precisionDefined() ? "numeric(" + type.precision() + "," + type.scale() + ")" : "numeric";
        }
        if (type.lengthDefined()) {
            return "varchar(" + type.length() + ")";
        }
        String name = TYPES.getOrDefault(type.getType(), "text");
        return name.equals("timestamp") && type.precisionDefined() ? name + "(" + type.precision() + ")" : name;
    }

    /** A cast to a type with a size would cut off what is longer. */
    private static <T> DataType<T> withoutSize(DataType<T> type) {
        return type.lengthDefined() ? type.length(0) : type;
    }

    /** How many decimals the column has; NULL for any number. */
    private static Field<Integer> scale(TableField<?, ?> column) {
        DataType<?> type = column.getDataType();
        if (type.getType() != BigDecimal.class) {
            return inline(0);
        }
        return type.precisionDefined() ? inline(type.scale()) : castNull(SQLDataType.INTEGER);
    }
}
