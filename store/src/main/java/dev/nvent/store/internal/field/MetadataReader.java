package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.internal.json.Json;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a row of one table becomes metadata. Immutable. */
public final class MetadataReader<R extends Record> {

    private final FieldMap<R> fields;
    private final FieldTree<R> root;

    /** @param root the same fields by their paths */
    MetadataReader(FieldMap<R> fields, FieldTree<R> root) {
        this.fields = fields;
        this.root = root;
    }

    /** The metadata of a row: every column that is not NULL at its path, and the overflow. */
    public ObjectNode metadata(EntryRow<R> row) {
        ObjectNode metadata = Json.object();
        ObjectNode rest = overflowOf(row);
        collect(root, metadata, row);
        fields.own().forEach(column -> collectOwn(column, metadata, rest, row));
        fill(metadata, rest);
        return metadata;
    }

    /** The fields of a row that have no column. */
    public ObjectNode overflow(EntryRow<R> row) {
        ObjectNode rest = overflowOf(row);
        fields.own().forEach(column -> take(rest, column.path()));
        return rest;
    }

    /** The value of a column in a row; null for none. */
    public <T> @Nullable T value(ColumnField<R, T, ?> column, EntryRow<R> row) {
        Optional<JsonNode> later = later(column.field(), row);
        if (later.isEmpty()) {
            return row.get(column.field());
        }
        return later.get().isNull() ? null : column.codec().parse(later.get(), column.path());
    }

    /** The value of a counter in a row; null for none. */
    public @Nullable Integer value(CounterField<R> counter, EntryRow<R> row) {
        Integer stored = row.get(counter.field());
        return later(counter.field(), row)
                .filter(value -> !value.isNull())
                .map(value -> added(stored, Codec.INTEGER.parse(value, counter.path()), counter.path()))
                .orElse(stored);
    }

    /** The document in a row; null for none. */
    public @Nullable JsonNode value(DocumentField<R> document, EntryRow<R> row) {
        JsonNode stored = Json.parse(row.get(document.field()));
        return later(document.field(), row).map(value -> merged(stored, value)).orElse(stored);
    }

    /** The value of an own field that the overflow column has. */
    private Optional<JsonNode> later(TableField<R, ?> column, EntryRow<R> row) {
        return fields.own(column).flatMap(field -> find(overflowOf(row), field.path()));
    }

    private ObjectNode overflowOf(EntryRow<R> row) {
        return fields.overflow().map(column -> Json.parse(row.get(column))).orElse(null) instanceof ObjectNode rest
                ? rest
                : Json.object();
    }

    private void collectOwn(OwnColumn<R> column, ObjectNode metadata, ObjectNode rest, EntryRow<R> row) {
        Optional<JsonNode> later = take(rest, column.path());
        JsonNode stored = valueOf(column.route(), row);
        JsonNode value =
                later.map(found -> whole(column.route(), stored, found)).orElse(stored);
        if (value != null && !hidden(rest, column.path())) {
            put(metadata, column.path(), value);
        }
    }

    /** The value of a column after the one in the overflow column is applied to it. */
    private static @Nullable JsonNode whole(MetadataField<?> route, @Nullable JsonNode stored, JsonNode later) {
        return switch (route) {
            case DocumentField<?> document -> merged(stored, later);
            case CounterField<?> counter when later.isNull() -> stored;
            case CounterField<?> counter
            when stored != null && later.isIntegralNumber() ->
                Json.parse(stored.decimalValue().add(later.decimalValue()).toString());
            default -> later;
        };
    }

    private static Integer added(@Nullable Integer stored, int later, String path) {
        long sum = (stored == null ? 0L : stored) + later;
        if (sum != (int) sum) {
            throw new InvalidInputException(path, "a sum that fits the column", "one out of range");
        }
        return (int) sum;
    }

    /** Whether something that is no object stands where the path leads through; it was written later. */
    private static boolean hidden(ObjectNode rest, List<String> path) {
        JsonNode node = rest;
        for (String key : path) {
            if (!node.isObject()) {
                return true;
            }
            node = node.get(key);
            if (node == null) {
                return false;
            }
        }
        return false;
    }

    private static Optional<JsonNode> find(ObjectNode document, List<String> path) {
        JsonNode node = document;
        for (String key : path) {
            node = node.path(key);
        }
        return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    /** Removes the value at a path, and objects that become empty. */
    private static Optional<JsonNode> take(ObjectNode document, List<String> path) {
        if (path.size() == 1) {
            return Optional.ofNullable(document.remove(path.getFirst()));
        }
        if (!(document.get(path.getFirst()) instanceof ObjectNode inner)) {
            return Optional.empty();
        }
        Optional<JsonNode> taken = take(inner, path.subList(1, path.size()));
        if (taken.isPresent() && inner.isEmpty()) {
            document.remove(path.getFirst());
        }
        return taken;
    }

    private static void put(ObjectNode document, List<String> path, JsonNode value) {
        ObjectNode node = document;
        for (String key : path.subList(0, path.size() - 1)) {
            node = node.get(key) instanceof ObjectNode inner ? inner : node.putObject(key);
        }
        node.set(path.getLast(), value);
    }

    /** A fragment merged into a document, as the database does it. */
    private static JsonNode merged(@Nullable JsonNode stored, JsonNode fragment) {
        if (!(fragment instanceof ObjectNode patch)) {
            return fragment;
        }
        ObjectNode merged = stored instanceof ObjectNode object ? object : Json.object();
        patch.forEachEntry((key, value) -> {
            if (value.isNull()) {
                merged.remove(key);
            } else {
                merged.set(key, merged(merged.get(key), value));
            }
        });
        return merged;
    }

    private void collect(FieldTree<R> node, ObjectNode metadata, EntryRow<R> row) {
        node.children().forEach((key, child) -> {
            if (child.route() == null) {
                collectGroup(key, child, metadata, row);
            } else if (fields.own(child.route().field()).isEmpty()) {
                JsonNode value = valueOf(child.route(), row);
                if (value != null) {
                    metadata.set(key, value);
                }
            }
        });
    }

    /** A group of a user's fields only is shown where it has a value. */
    private void collectGroup(String key, FieldTree<R> group, ObjectNode metadata, EntryRow<R> row) {
        ObjectNode inner = Json.object();
        collect(group, inner, row);
        if (!inner.isEmpty() || hasStoreField(group)) {
            metadata.set(key, inner);
        }
    }

    private boolean hasStoreField(FieldTree<R> group) {
        return group.children().values().stream()
                .anyMatch(child -> child.route() == null
                        ? hasStoreField(child)
                        : fields.own(child.route().field()).isEmpty());
    }

    private static <R extends Record> @Nullable JsonNode valueOf(MetadataField<R> route, EntryRow<R> row) {
        return switch (route) {
            case ColumnField<R, ?, ?> column -> render(column, row);
            case CounterField<R> counter -> {
                Integer count = row.get(counter.field());
                yield count == null ? null : Json.plain(count);
            }
            case DocumentField<R> document -> present(Json.parse(row.get(document.field())));
            case OverflowField<R> rest -> Json.parse(row.get(rest.field()));
        };
    }

    /** The original adapter writes JSON null where the store writes NULL. */
    private static @Nullable JsonNode present(@Nullable JsonNode document) {
        return document == null || document.isNull() ? null : document;
    }

    private static <R extends Record, T> @Nullable JsonNode render(ColumnField<R, T, ?> column, EntryRow<R> row) {
        Optional<String> unknown = row.unknownLabel(column.field());
        if (unknown.isPresent()) {
            return Json.plain(unknown.get());
        }
        T stored = row.get(column.field());
        return stored == null ? null : column.codec().render(stored);
    }

    private static void fill(ObjectNode into, ObjectNode rest) {
        rest.forEachEntry((key, value) -> {
            JsonNode present = into.get(key);
            if (present == null) {
                into.set(key, value);
            } else if (present instanceof ObjectNode a && value instanceof ObjectNode b) {
                fill(a, b);
            }
        });
    }
}
