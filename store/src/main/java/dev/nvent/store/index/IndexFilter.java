package dev.nvent.store.index;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import dev.nvent.store.catalog.IndexTable;
import dev.nvent.store.json.Json;
import dev.nvent.store.routing.Codec;
import dev.nvent.store.routing.FieldMap.Located;
import dev.nvent.store.routing.FieldPath;
import dev.nvent.store.routing.Route.Column;
import dev.nvent.store.routing.Route.Counter;
import dev.nvent.store.routing.Route.Document;
import dev.nvent.store.routing.Route.Overflow;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import tools.jackson.databind.JsonNode;

/** Filters on metadata as conditions: a field with a column on the column, any other on its document. */
final class IndexFilter<R extends Record> {

    private final IndexTable<R> table;

    IndexFilter(IndexTable<R> table) {
        this.table = table;
    }

    Condition of(Map<FieldPath, JsonNode> filters) {
        return filters.entrySet().stream()
                .map(filter -> of(filter.getKey(), filter.getValue()))
                .reduce(noCondition(), Condition::and);
    }

    private Condition of(FieldPath path, JsonNode wanted) {
        String name = path.toString();
        if (name.equals(IndexTable.VERSION)) {
            return column(table.version(), wanted, node -> Codec.INTEGER.parse(node, path));
        }
        if (name.equals(table.ownName())) {
            return column(table.id(), wanted, node -> Codec.TEXT.parse(node, path));
        }
        Located<R> located = table.routeOf(path);
        return switch (located.route()) {
            case Column<R, ?, ?> column -> column(column, wanted);
            case Counter<R> counter -> column(counter.field(), wanted, node -> Codec.INTEGER.parse(node, path));
            case Document<R> document -> document(document.field(), located.rest(), wanted);
            case Overflow<R> rest -> document(rest.field(), located.rest(), wanted);
        };
    }

    private static <R extends Record, T> Condition column(Column<R, T, ?> column, JsonNode wanted) {
        return column(column.field(), wanted, node -> column.codec().parse(node, column.path()));
    }

    private static <R extends Record, T> Condition column(
            TableField<R, T> field, JsonNode wanted, Function<JsonNode, T> parse) {
        if (!wanted.isArray()) {
            return wanted.isNull() ? field.isNull() : field.eq(parse.apply(wanted));
        }
        List<T> values = new ArrayList<>();
        Condition absent = noCondition();
        for (JsonNode node : wanted) {
            if (node.isNull()) {
                absent = field.isNull();
            } else {
                values.add(parse.apply(node));
            }
        }
        T[] array = values.toArray(emptyArray(field));
        return field.eq(any(val(array, field.getDataType().getArrayDataType()))).or(absent);
    }

    private static Condition document(TableField<?, JSONB> document, List<String> path, JsonNode wanted) {
        if (!wanted.isArray()) {
            return equal(document, path, wanted);
        }
        return wanted.valueStream()
                .map(value -> equal(document, path, value))
                .reduce(Condition::or)
                .orElse(falseCondition());
    }

    private static Condition equal(TableField<?, JSONB> document, List<String> path, JsonNode value) {
        if (value.isNull()) {
            return absent(document, path);
        }
        return path.isEmpty()
                ? document.eq(Json.jsonb(value))
                : document.contains(Json.jsonb(Json.nested(path, value)));
    }

    /** Missing, or JSON null. */
    private static Condition absent(Field<JSONB> document, List<String> path) {
        Field<JSONB> value = document;
        for (String key : path) {
            value = jsonbGetAttribute(value, key);
        }
        return DSL.coalesce(value, val(JSONB.valueOf("null"))).eq(JSONB.valueOf("null"));
    }

    @SuppressWarnings("unchecked")
    private static <T> T[] emptyArray(Field<T> field) {
        return (T[]) Array.newInstance(field.getType(), 0);
    }
}
