package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expected object and the one in the database, where they differ.
 *
 * @param expected null if the object is unexpected
 * @param found null if the object is missing
 */
record Comparison(@Nullable SchemaObject expected, @Nullable SchemaObject found, Difference difference) {

    static List<Comparison> of(SchemaDescription expected, SchemaDescription live) {
        var remaining = live.byKey();
        var all = new ArrayList<Comparison>();
        for (SchemaObject object : expected.objects()) {
            // A missing table is one difference, not one for each of its columns.
            if (object.is("table") || object.is("function") || live.hasTable(object.table())) {
                compare(object, remaining.remove(object.key()), live).ifPresent(all::add);
            }
        }
        for (SchemaObject object : live.objects()) {
            if (remaining.containsKey(object.key()) && (object.is("table") || expected.hasTable(object.table()))) {
                all.add(new Comparison(
                        null, object, new Difference(Kind.UNEXPECTED, object.key(), "", object.definition())));
            }
        }
        return List.copyOf(all);
    }

    private static Optional<Comparison> compare(
            SchemaObject expected, @Nullable SchemaObject found, SchemaDescription live) {
        @Nullable Kind kind = null;
        if (found == null) {
            kind = Kind.MISSING;
        } else if (!found.definition().equals(expected.definition())) {
            kind = Kind.CHANGED;
        } else if (live.unsound().contains(found.key())) {
            kind = found.is("function") ? Kind.CHANGED : Kind.INVALID;
        }
        if (kind == null) {
            return Optional.empty();
        }
        String definition = found == null ? "" : found.definition();
        if (kind == Kind.CHANGED && definition.equals(expected.definition())) {
            definition += " with a different body";
        }
        return Optional.of(new Comparison(
                expected, found, new Difference(kind, expected.key(), expected.definition(), definition)));
    }
}
