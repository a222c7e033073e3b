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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** A map with nothing but the overflow. */
    public FieldMap(OverflowField<R> overflow) {
        this(overflow, new Node<>(null, Map.of()));
    }

    private FieldMap(OverflowField<R> overflow, Node<R> root) {
        this.overflow = overflow;
        this.root = root;
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
    public ObjectNode metadata(R row) {
        ObjectNode metadata = Json.object();
        collect(root, metadata, row);
        if (Json.parse(row.get(overflow.field())) instanceof ObjectNode rest) {
            fill(metadata, rest);
        }
        return metadata;
    }

    private FieldMap<R> put(FieldPath path, MetadataField<R> route) {
        return new FieldMap<>(overflow, root.with(path.segments(), route));
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

    private static <R extends Record> void collect(Node<R> node, ObjectNode metadata, R row) {
        node.children.forEach((key, child) -> {
            if (child.route == null) {
                collect(child, metadata.putObject(key), row);
            } else {
                JsonNode value = valueOf(child.route, row);
                if (value != null) {
                    metadata.set(key, value);
                }
            }
        });
    }

    private static <R extends Record> JsonNode valueOf(MetadataField<R> route, R row) {
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

    private static <R extends Record, T> JsonNode render(ColumnField<R, T, ?> column, R row) {
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
