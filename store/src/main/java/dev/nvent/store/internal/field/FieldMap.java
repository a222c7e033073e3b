package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.internal.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where each metadata field of one table lives, and so how a tree of metadata becomes writes, and a row becomes metadata.
 *
 * <p>Immutable.
 *
 * @param <R> the record of the table
 */
public final class FieldMap<R extends Record> {

    /**
     * The route of a field, and what of its path lies below it: keys within a document.
     *
     * @param route where the field lives
     * @param rest the keys below the route; empty for the route itself
     */
    public record Located<R extends Record>(MetadataField<R> route, List<String> rest) {}

    /**
     * A key on the way to routed fields. Either a route or more keys follow.
     *
     * @param route null where more keys follow
     */
    private record Node<R extends Record>(MetadataField<R> route, Map<String, Node<R>> children) {

        /** The same tree with a route at a path below this node. */
        Node<R> with(List<String> path, MetadataField<R> added) {
            if (path.isEmpty()) {
                return new Node<>(added, children);
            }
            var copy = new LinkedHashMap<>(children);
            Node<R> child = copy.getOrDefault(path.getFirst(), new Node<>(null, Map.of()));
            copy.put(path.getFirst(), child.with(path.subList(1, path.size()), added));
            return new Node<>(route, Collections.unmodifiableMap(copy));
        }
    }

    private final Node<R> root;
    private final OverflowField<R> overflow;
    private final Map<String, OwnColumn<R>> own;

    /** A map with nothing but the overflow. */
    public FieldMap(OverflowField<R> overflow) {
        this(overflow, new Node<>(null, Map.of()), Map.of());
    }

    private FieldMap(OverflowField<R> overflow, Node<R> root, Map<String, OwnColumn<R>> own) {
        this.overflow = overflow;
        this.root = root;
        this.own = own;
    }

    /** The same map with the route of a column. */
    public FieldMap<R> with(ColumnField<R, ?, ?> column) {
        return put(FieldPath.parse(column.path()), column);
    }

    /** The same map with the route of a counter. */
    public FieldMap<R> with(CounterField<R> counter) {
        return put(FieldPath.parse(counter.path()), counter);
    }

    /** The same map with the route of a document. */
    public FieldMap<R> with(DocumentField<R> document) {
        return put(FieldPath.parse(document.path()), document);
    }

    /** The same map with a second name of a column; metadata that is read has both. */
    public FieldMap<R> withAlias(String alias, ColumnField<R, ?, ?> column) {
        return put(FieldPath.parse(alias), column);
    }

    /**
     * The same map with the route of a column of a user's, whose values may still be in the overflow column.
     *
     * @throws InvalidInputException if the path is a field already, leads to one or below one, or the column holds another one
     */
    public FieldMap<R> withOwn(MetadataField<R> route) {
        FieldPath path = FieldPath.parse(pathOf(route));
        checkFree(path);
        String column = route.field().getName();
        if (routes().stream().anyMatch(other -> other.field().getName().equals(column))) {
            throw new InvalidInputException(path.toString(), "a column that holds no other field", column);
        }
        var more = new LinkedHashMap<>(own);
        more.put(column, new OwnColumn<>(route, path.segments(), overflow.field()));
        return new FieldMap<>(overflow, root.with(path.segments(), route), Collections.unmodifiableMap(more));
    }

    private void checkFree(FieldPath path) {
        Node<R> node = root;
        for (String segment : path.segments()) {
            node = node.children.get(segment);
            if (node == null) {
                return;
            }
            if (node.route != null) {
                String other = pathOf(node.route);
                throw new InvalidInputException(
                        path.toString(),
                        "a path that is no field and lies below none",
                        other.equals(path.toString()) ? "the path of a field" : "a path below the field " + other);
            }
        }
        throw new InvalidInputException(path.toString(), "the path of one field", "a group of fields with columns");
    }

    private static String pathOf(MetadataField<?> route) {
        return switch (route) {
            case ColumnField<?, ?, ?> column -> column.path();
            case CounterField<?> counter -> counter.path();
            case DocumentField<?> document -> document.path();
            case OverflowField<?> rest ->
                throw new InvalidInputException("fields", "fields with a path", "an overflow column");
        };
    }

    /** The fields with columns of a user's. */
    public Collection<OwnColumn<R>> own() {
        return own.values();
    }

    /** What a column of a user's holds; empty for a column of the store's. */
    public Optional<OwnColumn<R>> own(TableField<R, ?> column) {
        return Optional.ofNullable(own.get(column.getName()));
    }

    /**
     * Refuses the column of a field that the table does not have.
     *
     * @throws InvalidInputException if it is none of the columns of fields
     */
    public void checkRouted(TableField<R, ?> column) {
        if (routes().stream().noneMatch(route -> route.field().equals(column))) {
            throw InvalidInputException.of(
                    column.getName(),
                    "a field of " + overflow.field().getTable().getName(),
                    "another",
                    "the column " + column.getName() + " holds no field of "
                            + overflow.field().getTable().getName() + ": give the field to StoreOptions.withFields");
        }
    }

    /** Every route, the overflow last. */
    public List<MetadataField<R>> routes() {
        var routes = new ArrayList<MetadataField<R>>();
        collect(root, routes);
        routes.add(overflow);
        return routes;
    }

    /**
     * Where a field lives: the longest routed prefix, else the overflow.
     *
     * @throws InvalidInputException if the path goes on below a column, or holds columns itself, like {@code stats}
     */
    public Located<R> routeOf(FieldPath path) {
        Node<R> node = root;
        for (int i = 0; i < path.segments().size(); i++) {
            node = node.children.get(path.segments().get(i));
            if (node == null) {
                return new Located<>(overflow, path.segments());
            }
            if (node.route != null) {
                return below(node.route, path, i + 1);
            }
        }
        throw new InvalidInputException(path.toString(), "one field", "a group of fields with columns of their own");
    }

    /** The column of all fields that have no other. */
    public TableField<R, JSONB> overflow() {
        return overflow.field();
    }

    /**
     * Refuses what the overflow cannot hold: fields that have a column.
     *
     * @throws InvalidInputException if it has one, or something else than an object where fields with columns are
     */
    public void checkOverflow(ObjectNode rest) {
        checkOverflow(root, rest, "");
    }

    /** The writes that put metadata where its fields live. Dots in top-level keys separate keys. */
    public FieldWrites<R> patch(ObjectNode metadata) {
        var patch = new PatchBuilder<>(FieldWrites.<R>none());
        metadata.forEachEntry((key, value) -> place(patch, FieldPath.parse(key), value));
        return patch.build();
    }

    /** The metadata of a row: every column that is not NULL at its path, and the overflow. */
    public ObjectNode metadata(EntryRow<R> row) {
        ObjectNode metadata = Json.object();
        ObjectNode rest = overflowOf(row);
        collect(root, metadata, row);
        own.values().forEach(column -> collectOwn(column, metadata, rest, row));
        fill(metadata, rest);
        return metadata;
    }

    /** The fields of a row that have no column. */
    public ObjectNode overflow(EntryRow<R> row) {
        ObjectNode rest = overflowOf(row);
        own.values().forEach(column -> take(rest, column.path()));
        return rest;
    }

    /** The value of a column in a row; null for none. */
    public <T> T value(ColumnField<R, T, ?> column, EntryRow<R> row) {
        Optional<JsonNode> later = later(column.field(), row);
        if (later.isEmpty()) {
            return row.get(column.field());
        }
        return later.get().isNull() ? null : column.codec().parse(later.get(), column.path());
    }

    /** The value of a counter in a row; null for none. */
    public Integer value(CounterField<R> counter, EntryRow<R> row) {
        Integer stored = row.get(counter.field());
        return later(counter.field(), row)
                .filter(value -> !value.isNull())
                .map(value -> added(stored, Codec.INTEGER.parse(value, counter.path()), counter.path()))
                .orElse(stored);
    }

    /** The document in a row; null for none. */
    public JsonNode value(DocumentField<R> document, EntryRow<R> row) {
        JsonNode stored = Json.parse(row.get(document.field()));
        return later(document.field(), row).map(value -> merged(stored, value)).orElse(stored);
    }

    /** The value of an own field that the overflow column has. */
    private Optional<JsonNode> later(TableField<R, ?> column, EntryRow<R> row) {
        return own(column).flatMap(field -> find(overflowOf(row), field.path()));
    }

    private ObjectNode overflowOf(EntryRow<R> row) {
        return Json.parse(row.get(overflow.field())) instanceof ObjectNode rest ? rest : Json.object();
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

    /** What a value in the overflow column makes of the one in the column. */
    private static JsonNode whole(MetadataField<?> route, JsonNode stored, JsonNode later) {
        return switch (route) {
            case DocumentField<?> document -> merged(stored, later);
            case CounterField<?> counter when later.isNull() -> stored;
            case CounterField<?> counter
            when stored != null && later.isIntegralNumber() ->
                Json.parse(stored.decimalValue().add(later.decimalValue()).toString());
            default -> later;
        };
    }

    private static Integer added(Integer stored, int later, String path) {
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
    private static JsonNode merged(JsonNode stored, JsonNode fragment) {
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

    private FieldMap<R> put(FieldPath path, MetadataField<R> route) {
        return new FieldMap<>(overflow, root.with(path.segments(), route), own);
    }

    private Located<R> below(MetadataField<R> route, FieldPath path, int depth) {
        List<String> rest = path.segments().subList(depth, path.segments().size());
        if (!rest.isEmpty() && !(route instanceof DocumentField)) {
            throw new InvalidInputException(path.toString(), "a field", "a path below a column");
        }
        return new Located<>(route, rest);
    }

    private void place(PatchBuilder<R> patch, FieldPath path, JsonNode value) {
        Node<R> group = groupAt(path);
        if (group == null) {
            patch.add(write(routeOf(path), path, value));
        } else if (value instanceof ObjectNode object) {
            object.forEachEntry((key, child) -> place(patch, append(path, key), child));
        } else {
            throw new InvalidInputException(
                    path.toString(), "an object, since " + group.children.keySet() + " have columns", Json.kind(value));
        }
    }

    /** The keys that follow where a path leads to routed fields without being one; else null. */
    private Node<R> groupAt(FieldPath path) {
        Node<R> node = root;
        for (String segment : path.segments()) {
            node = node.children.get(segment);
            if (node == null || node.route != null) {
                return null;
            }
        }
        return node;
    }

    private static <R extends Record> Write<R> write(Located<R> located, FieldPath path, JsonNode value) {
        return switch (located.route()) {
            case ColumnField<R, ?, ?> column -> assign(column, path, value);
            case CounterField<R> counter ->
                new Write.Assign<>(counter.field(), Codec.INTEGER.parse(value, path.toString()));
            case DocumentField<R> document when located.rest().isEmpty() -> FieldWrites.document(document, value);
            case DocumentField<R> document -> new Write.Merge<>(document.field(), Json.nested(located.rest(), value));
            case OverflowField<R> rest -> new Write.Merge<>(rest.field(), Json.nested(located.rest(), value));
        };
    }

    private static <R extends Record, T> Write<R> assign(ColumnField<R, T, ?> column, FieldPath path, JsonNode value) {
        return value.isNull()
                ? FieldWrites.setNull(column.field(), path.toString())
                : new Write.Assign<>(column.field(), column.codec().parse(value, path.toString()));
    }

    private static FieldPath append(FieldPath path, String key) {
        var segments = new ArrayList<>(path.segments());
        segments.add(key);
        return new FieldPath(segments);
    }

    private static <R extends Record> void checkOverflow(Node<R> node, ObjectNode rest, String path) {
        rest.forEachEntry((key, value) -> {
            Node<R> child = node.children.get(key);
            if (child != null && child.route == null && value instanceof ObjectNode object) {
                checkOverflow(child, object, path + key + ".");
            } else if (child != null) {
                throw new InvalidInputException(path + key, "a field without a column", "one that has a column");
            }
        });
    }

    private static <R extends Record> void collect(Node<R> node, List<MetadataField<R>> routes) {
        if (node.route != null) {
            routes.add(node.route);
        }
        node.children.values().forEach(child -> collect(child, routes));
    }

    private void collect(Node<R> node, ObjectNode metadata, EntryRow<R> row) {
        node.children.forEach((key, child) -> {
            if (child.route == null) {
                collectGroup(key, child, metadata, row);
            } else if (own(child.route.field()).isEmpty()) {
                JsonNode value = valueOf(child.route, row);
                if (value != null) {
                    metadata.set(key, value);
                }
            }
        });
    }

    /** A group of a user's fields only is shown where it has a value. */
    private void collectGroup(String key, Node<R> group, ObjectNode metadata, EntryRow<R> row) {
        ObjectNode inner = Json.object();
        collect(group, inner, row);
        if (!inner.isEmpty() || hasStoreField(group)) {
            metadata.set(key, inner);
        }
    }

    private boolean hasStoreField(Node<R> group) {
        return group.children.values().stream()
                .anyMatch(child -> child.route == null
                        ? hasStoreField(child)
                        : own(child.route.field()).isEmpty());
    }

    private static <R extends Record> JsonNode valueOf(MetadataField<R> route, EntryRow<R> row) {
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
    private static JsonNode present(JsonNode document) {
        return document == null || document.isNull() ? null : document;
    }

    private static <R extends Record, T> JsonNode render(ColumnField<R, T, ?> column, EntryRow<R> row) {
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
