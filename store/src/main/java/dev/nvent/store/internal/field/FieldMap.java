package dev.nvent.store.internal.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/**
 * The routes of the metadata fields of one table: to a column, to a document, or to the overflow column. Immutable.
 *
 * @param <R> the record of the table
 */
public final class FieldMap<R extends Record> {

    /**
     * The route of a field, and the rest of its path: keys within a document.
     *
     * @param route the field with a column, or the overflow field
     * @param rest the keys below the route; empty for the route itself
     */
    public record Located<R extends Record>(MetadataField<R> route, List<String> rest) {}

    private final Table<R> table;
    private final FieldTree<R> root;
    private final Optional<OverflowField<R>> overflow;
    private final Map<String, OwnColumn<R>> own;
    private final List<MetadataField<R>> routes;
    private final Map<String, MetadataField<R>> byColumn = new HashMap<>();

    /** A map without fields. */
    public FieldMap(Table<R> table) {
        this(table, FieldTree.empty(), Optional.empty(), Map.of());
    }

    private FieldMap(
            Table<R> table, FieldTree<R> root, Optional<OverflowField<R>> overflow, Map<String, OwnColumn<R>> own) {
        this.table = table;
        this.root = root;
        this.overflow = overflow;
        this.own = own;
        var all = new ArrayList<MetadataField<R>>();
        root.forEach(all::add);
        overflow.ifPresent(all::add);
        this.routes = List.copyOf(all);
        routes.forEach(route -> byColumn.put(route.field().getName(), route));
    }

    /** The same map with a column for all fields that have no other; without one, these are refused. */
    public FieldMap<R> with(OverflowField<R> rest) {
        return new FieldMap<>(table, root, Optional.of(rest), own);
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
     * The same map with a field of a table of the user.
     *
     * @throws InvalidInputException if the path is a field already, leads to one or below one, or the column holds another
     * one
     */
    public FieldMap<R> withChecked(MetadataField<R> route) {
        checkUnused(route.field());
        if (route instanceof OverflowField<R> rest) {
            if (overflow.isPresent()) {
                throw new InvalidInputException("fields", "one overflow column", "two");
            }
            return with(rest);
        }
        FieldPath path = FieldPath.parse(pathOf(route));
        checkFree(path);
        return put(path, route);
    }

    /**
     * The same map with the route of a column that a user has added to the table, whose values may still be in the overflow
     * column.
     *
     * @throws InvalidInputException if the path is a field already, leads to one or below one, or the column holds another
     * one
     */
    public FieldMap<R> withOwn(MetadataField<R> route) {
        FieldPath path = FieldPath.parse(pathOf(route));
        var more = new LinkedHashMap<>(own);
        more.put(
                route.field().getName(),
                new OwnColumn<>(route, path.segments(), overflow.orElseThrow().field()));
        FieldMap<R> checked = withChecked(route);
        return new FieldMap<>(table, checked.root, overflow, Collections.unmodifiableMap(more));
    }

    private void checkUnused(TableField<R, ?> column) {
        if (routes.stream().anyMatch(other -> other.field().getName().equals(column.getName()))) {
            throw new InvalidInputException(
                    "fields", "columns that hold one field each", "two fields in the column " + column.getName());
        }
    }

    private void checkFree(FieldPath path) {
        FieldTree<R> node = root;
        for (String segment : path.segments()) {
            node = node.children().get(segment);
            if (node == null) {
                return;
            }
            if (node.route() != null) {
                String other = pathOf(node.route());
                throw new InvalidInputException(
                        path.toString(),
                        "a path that is neither a field nor below one",
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

    /** The fields with columns of the user. */
    public Collection<OwnColumn<R>> own() {
        return own.values();
    }

    /** The field in a column of the user; empty for a column of the store's. */
    public Optional<OwnColumn<R>> own(TableField<R, ?> column) {
        return Optional.ofNullable(own.get(column.getName()));
    }

    /**
     * Refuses the column of a field that the table does not have.
     *
     * @throws InvalidInputException if it is none of the columns of fields
     */
    public void checkRouted(TableField<?, ?> column) {
        MetadataField<R> route = byColumn.get(column.getName());
        if (route == null || !route.field().equals(column)) {
            throw InvalidInputException.of(
                    column.getName(),
                    "a field of " + table.getName(),
                    "another",
                    "the column " + column.getName() + " holds no field of " + table.getName()
                            + ": give the field to StoreOptions.withFields");
        }
    }

    /**
     * Refuses a field that the table does not have, or has at another path, where a filter would look for its values.
     *
     * @throws InvalidInputException if it is none of the fields
     */
    public void checkRouted(MetadataField<?> field) {
        checkRouted(field.field());
        if (routes.stream()
                .noneMatch(route ->
                        route.field().equals(field.field()) && pathOf(route).equals(pathOf(field)))) {
            throw InvalidInputException.of(
                    pathOf(field),
                    "a field of " + table.getName(),
                    "another path",
                    "the column " + field.field().getName() + " of " + table.getName() + " holds another field than "
                            + pathOf(field) + ": use the field that was given to StoreOptions");
        }
    }

    /** Every route, the overflow last. */
    public List<MetadataField<R>> routes() {
        return routes;
    }

    /** The first keys of the paths of fields with columns. */
    public Set<String> topLevelKeys() {
        return root.children().keySet();
    }

    /** How a row becomes metadata. */
    public MetadataReader<R> reader() {
        return new MetadataReader<>(this, root);
    }

    /** How metadata becomes writes. */
    public MetadataWriter<R> writer() {
        return new MetadataWriter<>(this, root);
    }

    /**
     * The route of a field: the longest routed prefix, else the overflow.
     *
     * @throws InvalidInputException if the path goes on below a column, or holds columns itself, like {@code stats}, or has
     *     no column in a table without an overflow
     */
    public Located<R> routeOf(FieldPath path) {
        FieldTree<R> node = root;
        for (int i = 0; i < path.segments().size(); i++) {
            node = node.children().get(path.segments().get(i));
            if (node == null) {
                return new Located<>(overflowFor(path), path.segments());
            }
            if (node.route() != null) {
                return below(node.route(), path, i + 1);
            }
        }
        throw new InvalidInputException(path.toString(), "one field", "a group of fields with columns of their own");
    }

    private OverflowField<R> overflowFor(FieldPath path) {
        return overflow.orElseThrow(() -> InvalidInputException.of(
                path.toString(),
                "a field with a column, since " + table.getName() + " has no overflow column",
                "another",
                path + " is no field of " + table.getName() + ", which has no overflow column for other fields"));
    }

    /** The column of all fields that have no other; empty where these are refused. */
    public Optional<TableField<R, JSONB>> overflow() {
        return overflow.map(OverflowField::field);
    }

    private FieldMap<R> put(FieldPath path, MetadataField<R> route) {
        return new FieldMap<>(table, root.with(path.segments(), route), overflow, own);
    }

    private Located<R> below(MetadataField<R> route, FieldPath path, int depth) {
        List<String> rest = path.segments().subList(depth, path.segments().size());
        if (!rest.isEmpty() && !(route instanceof DocumentField)) {
            throw new InvalidInputException(path.toString(), "a field", "a path below a column");
        }
        return new Located<>(route, rest);
    }
}
