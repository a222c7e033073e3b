package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.internal.field.FieldMap.Located;
import dev.nvent.store.internal.json.Json;
import java.util.ArrayList;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How metadata becomes writes to a row of one table. Immutable. */
public final class MetadataWriter<R extends Record> {

    private final FieldMap<R> fields;
    private final FieldTree<R> root;

    /** @param root the same fields by their paths */
    MetadataWriter(FieldMap<R> fields, FieldTree<R> root) {
        this.fields = fields;
        this.root = root;
    }

    /** The writes that put metadata where its fields live. Dots in top-level keys separate keys. */
    public FieldWrites<R> patch(ObjectNode metadata) {
        var patch = new PatchBuilder<>(FieldWrites.<R>none());
        metadata.forEachEntry((key, value) -> place(patch, FieldPath.parse(key), value));
        return patch.build();
    }

    /**
     * Refuses what the overflow cannot hold: fields that have a column.
     *
     * @throws InvalidInputException if it has one, or something else than an object where fields with columns are
     */
    public void checkOverflow(ObjectNode rest) {
        checkOverflow(root, rest, "");
    }

    private void place(PatchBuilder<R> patch, FieldPath path, JsonNode value) {
        FieldTree<R> group = groupAt(path);
        if (group == null) {
            patch.add(write(fields.routeOf(path), path, value));
        } else if (value instanceof ObjectNode object) {
            object.forEachEntry((key, child) -> place(patch, append(path, key), child));
        } else {
            throw new InvalidInputException(
                    path.toString(),
                    "an object, since " + group.children().keySet() + " have columns",
                    Json.kind(value));
        }
    }

    /** The keys that follow where a path leads to routed fields without being one; else null. */
    private @Nullable FieldTree<R> groupAt(FieldPath path) {
        FieldTree<R> node = root;
        for (String segment : path.segments()) {
            node = node.children().get(segment);
            if (node == null || node.route() != null) {
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

    private static <R extends Record> void checkOverflow(FieldTree<R> node, ObjectNode rest, String path) {
        rest.forEachEntry((key, value) -> {
            FieldTree<R> child = node.children().get(key);
            if (child != null && child.route() == null && value instanceof ObjectNode object) {
                checkOverflow(child, object, path + key + ".");
            } else if (child != null) {
                throw new InvalidInputException(path + key, "a field without a column", "one that has a column");
            }
        });
    }
}
