package dev.nvent.store.internal.field;

import dev.nvent.store.field.MetadataField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A key on the way to routed fields. Either a route or more keys follow.
 *
 * @param route null where more keys follow
 */
record FieldTree<R extends Record>(@Nullable MetadataField<R> route, Map<String, FieldTree<R>> children) {

    /** A tree without routes. */
    static <R extends Record> FieldTree<R> empty() {
        return new FieldTree<>(null, Map.of());
    }

    /** The same tree with a route at a path below this node. */
    FieldTree<R> with(List<String> path, MetadataField<R> added) {
        if (path.isEmpty()) {
            return new FieldTree<>(added, children);
        }
        var copy = new LinkedHashMap<>(children);
        FieldTree<R> child = copy.getOrDefault(path.getFirst(), empty());
        copy.put(path.getFirst(), child.with(path.subList(1, path.size()), added));
        return new FieldTree<>(route, Collections.unmodifiableMap(copy));
    }

    /** Passes every route, in the order in which they were added. */
    void forEach(Consumer<MetadataField<R>> consumer) {
        if (route != null) {
            consumer.accept(route);
        }
        children.values().forEach(child -> child.forEach(consumer));
    }
}
