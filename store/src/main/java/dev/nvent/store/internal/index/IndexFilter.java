package dev.nvent.store.internal.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.jsonbGetAttribute;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.FieldMap;
import dev.nvent.store.internal.field.FieldMap.Located;
import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.sql.Binder;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import tools.jackson.databind.JsonNode;

/**
 * Filters on metadata: on the column of a field that has one, on the document of any other.
 *
 * @param shapes what decides the text of the conditions
 * @param values what is bound, in the order of the shapes
 */
record IndexFilter<R extends Record>(List<Shape<R>> shapes, List<Object> values) {

    /** A condition without its values. */
    sealed interface Shape<R extends Record> {

        /** A column has a value. */
        record Equal<R extends Record, T>(TableField<R, T> column) implements Shape<R> {}

        /** A column is NULL. */
        record Null<R extends Record>(TableField<R, ?> column) implements Shape<R> {}

        /** A column has any of several values, or is NULL where that is one of them. */
        record AnyOf<R extends Record, T>(TableField<R, T> column, boolean orNull) implements Shape<R> {}

        /** A whole document has a value. */
        record SameDocument<R extends Record>(TableField<R, JSONB> column) implements Shape<R> {}

        /** A document contains a value. */
        record Contains<R extends Record>(TableField<R, JSONB> column) implements Shape<R> {}

        /** A path in a document leads nowhere, or to JSON null. */
        record Absent<R extends Record>(TableField<R, JSONB> column, int depth) implements Shape<R> {}

        /** Any of several conditions; none of them for an empty list. */
        record Either<R extends Record>(List<Shape<R>> shapes) implements Shape<R> {}
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "IndexFilter[shapes=" + shapes + "]";
    }

    /**
     * The filters of a query on one table.
     *
     * @throws InvalidInputException if the table does not have one of the fields, or cannot hold one of the values
     */
    static <R extends Record> IndexFilter<R> of(IndexTable<R> table, IndexQuery<? super R> query) {
        query.fields().forEach(table.fields()::checkRouted);
        var filter = new IndexFilter<R>(new ArrayList<>(), new ArrayList<>());
        query.filters().forEach((path, wanted) -> filter.shapes.add(filter.shape(table, path, wanted)));
        return filter;
    }

    /** The conditions, with their values taken from an argument. */
    static <R extends Record, A> Condition condition(
            FieldMap<R> fields,
            List<Shape<R>> shapes,
            Binder<A> bind,
            Function<A, IndexFilter<R>> filter,
            Condition start) {
        var places = new Places<R, A>(fields, bind, filter);
        Condition condition = start;
        for (Shape<R> shape : shapes) {
            condition = condition.and(places.condition(shape));
        }
        return condition;
    }

    private Shape<R> shape(IndexTable<R> table, String path, JsonNode wanted) {
        if (path.equals(IndexTable.VERSION)) {
            return column(table.version(), wanted, node -> Codec.INTEGER.parse(node, path));
        }
        if (table.isIdAlias(path)) {
            return column(table.id(), wanted, node -> Codec.TEXT.parse(node, path));
        }
        Located<R> located = table.routeOf(FieldPath.parse(path));
        return switch (located.route()) {
            case ColumnField<R, ?, ?> column -> column(column, wanted);
            case CounterField<R> counter -> column(counter.field(), wanted, node -> Codec.INTEGER.parse(node, path));
            case DocumentField<R> document -> document(document.field(), located.rest(), wanted);
            case OverflowField<R> rest -> document(rest.field(), located.rest(), wanted);
        };
    }

    private <T> Shape<R> column(ColumnField<R, T, ?> column, JsonNode wanted) {
        return column(column.field(), wanted, node -> column.codec().parse(node, column.path()));
    }

    private <T> Shape<R> column(TableField<R, T> field, JsonNode wanted, Function<JsonNode, T> parse) {
        if (wanted.isNull()) {
            return new Shape.Null<>(field);
        }
        if (!wanted.isArray()) {
            values.add(parse.apply(wanted));
            return new Shape.Equal<>(field);
        }
        List<T> any = new ArrayList<>();
        boolean orNull = false;
        for (JsonNode node : wanted) {
            if (node.isNull()) {
                orNull = true;
            } else {
                any.add(parse.apply(node));
            }
        }
        values.add(any.toArray(emptyArray(field)));
        return new Shape.AnyOf<>(field, orNull);
    }

    private Shape<R> document(TableField<R, JSONB> document, List<String> path, JsonNode wanted) {
        return wanted.isArray()
                ? new Shape.Either<>(wanted.valueStream()
                        .map(value -> equal(document, path, value))
                        .toList())
                : equal(document, path, wanted);
    }

    private Shape<R> equal(TableField<R, JSONB> document, List<String> path, JsonNode value) {
        if (value.isNull()) {
            values.addAll(path);
            return new Shape.Absent<>(document, path.size());
        }
        if (path.isEmpty()) {
            values.add(Json.jsonb(value));
            return new Shape.SameDocument<>(document);
        }
        values.add(Json.jsonb(Json.nested(path, value)));
        return new Shape.Contains<>(document);
    }

    @SuppressWarnings("unchecked")
    private static <T> T[] emptyArray(Field<T> field) {
        return (T[]) Array.newInstance(field.getType(), 0);
    }

    /** Turns shapes into conditions, and gives each bind value its place in {@link #values}. */
    private static final class Places<R extends Record, A> {

        private static final JSONB JSON_NULL = JSONB.valueOf("null");

        private final FieldMap<R> fields;
        private final Binder<A> bind;
        private final Function<A, IndexFilter<R>> filter;
        private int next;

        Places(FieldMap<R> fields, Binder<A> bind, Function<A, IndexFilter<R>> filter) {
            this.fields = fields;
            this.bind = bind;
            this.filter = filter;
        }

        Condition condition(Shape<R> shape) {
            return switch (shape) {
                case Shape.Equal<R, ?> equal -> equal(equal);
                case Shape.Null<R> absent -> isNull(absent.column());
                case Shape.AnyOf<R, ?> any -> anyOf(any);
                case Shape.SameDocument<R> same -> same(same);
                case Shape.Contains<R> contains -> contains(contains);
                case Shape.Absent<R> absent -> absent(absent);
                case Shape.Either<R> either ->
                    either.shapes().stream()
                            .map(this::condition)
                            .reduce(Condition::or)
                            .orElse(falseCondition());
            };
        }

        private <T> Condition equal(Shape.Equal<R, T> equal) {
            Param<T> value = bind.value(equal.column(), value());
            return matches(equal.column(), field -> field.eq(value));
        }

        private <T> Condition anyOf(Shape.AnyOf<R, T> any) {
            Param<T[]> values = bind.array(any.column(), value());
            Condition condition = matches(any.column(), field -> field.eq(any(values)));
            return any.orNull() ? condition.or(isNull(any.column())) : condition;
        }

        private Condition absent(Shape.Absent<R> absent) {
            List<Param<String>> path = IntStream.range(0, absent.depth())
                    .mapToObj(key -> bind.value(SQLDataType.CLOB, value()))
                    .toList();
            return matchesDocument(absent.column(), document -> {
                Field<JSONB> value = document;
                for (Param<String> key : path) {
                    value = jsonbGetAttribute(value, key);
                }
                return coalesce(value, inline(JSON_NULL)).eq(inline(JSON_NULL));
            });
        }

        private Condition same(Shape.SameDocument<R> same) {
            Param<JSONB> value = bind.value(same.column(), value());
            return matchesDocument(same.column(), document -> document.eq(value));
        }

        private Condition contains(Shape.Contains<R> contains) {
            Param<JSONB> value = bind.value(contains.column(), value());
            return matchesDocument(contains.column(), document -> document.contains(value));
        }

        private Condition isNull(TableField<R, ?> column) {
            return fields.own(column).map(own -> own.isNull(column)).orElseGet(column::isNull);
        }

        private <T> Condition matches(TableField<R, T> column, Function<Field<T>, Condition> condition) {
            return fields.own(column)
                    .map(own -> own.matches(column, condition))
                    .orElseGet(() -> condition.apply(column));
        }

        private Condition matchesDocument(TableField<R, JSONB> column, Function<Field<JSONB>, Condition> condition) {
            return fields.own(column)
                    .map(own -> own.matchesDocument(column, condition))
                    .orElseGet(() -> condition.apply(column));
        }

        private Function<A, Object> value() {
            int place = next++;
            return argument -> filter.apply(argument).values().get(place);
        }
    }
}
