package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.Record;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects writes, at most one for each column: fragments of one document become one, and nothing is given twice. They
 * come in the order of the columns' names, so that the order of fields makes no statement of its own.
 *
 * <p>The time is linear in what is added: only a fragment of the patch that it starts with is copied, once, and further
 * fragments are put into the copy.
 */
final class PatchBuilder<R extends Record> {

    private final Map<String, Write<R>> writes;
    private final Set<String> ownFragments = new HashSet<>();

    PatchBuilder(FieldWrites<R> start) {
        this.writes = new TreeMap<>(start.byColumn());
    }

    PatchBuilder<R> add(Write<R> write) {
        writes.merge(write.field().getName(), write, this::both);
        return this;
    }

    FieldWrites<R> build() {
        return new FieldWrites<>(writes);
    }

    private Write<R> both(Write<R> one, Write<R> other) {
        if (one instanceof Write.Merge<R> a && other instanceof Write.Merge<R> b) {
            String column = a.field().getName();
            ObjectNode fragment = ownFragments.add(column) ? a.fragment().deepCopy() : a.fragment();
            return new Write.Merge<>(a.field(), unite(fragment, b.fragment(), column));
        }
        if (one instanceof Write.Assign<R, ?> a
                && other instanceof Write.Assign<R, ?> b
                && Objects.equals(a.value(), b.value())) {
            return one;
        }
        throw twice(one.field().getName());
    }

    private static InvalidInputException twice(String where) {
        return InvalidInputException.of(
                where, "one value", "two that differ", where + " is given twice with different values");
    }

    private static ObjectNode unite(ObjectNode into, ObjectNode other, String where) {
        for (Map.Entry<String, JsonNode> entry : other.properties()) {
            String here = where + "." + entry.getKey();
            JsonNode present = into.get(entry.getKey());
            if (present == null) {
                into.set(entry.getKey(), entry.getValue());
            } else if (present instanceof ObjectNode a && entry.getValue() instanceof ObjectNode b) {
                unite(a, b, here);
            } else if (!present.equals(entry.getValue())) {
                throw twice(here);
            }
        }
        return into;
    }
}
