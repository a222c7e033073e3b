package dev.nvent.store.internal.catalog;

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.field.FieldMap;
import dev.nvent.store.internal.field.FieldMap.Located;
import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.field.Write;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table that holds sorted indexes: its key, score, version and fields as generated constants, so that all of them are
 * one code path.
 *
 * @param table the table
 * @param indexKey the column that identifies an index in it; empty where the table is one index
 * @param id the column of an entry's id, unique within its scope
 * @param score the column that entries are sorted by
 * @param version the column that every change raises by one
 * @param updatedAt the column of the time of the last change; empty where there is none
 * @param idAlias the name under which metadata shows the id, as the Node adapter does; empty where it does not
 * @param fields the columns of metadata fields
 * @param due when its entries are due
 * @param <R> the record of the table
 */
public record IndexTable<R extends Record>(
        Table<R> table,
        Optional<TableField<R, String>> indexKey,
        TableField<R, String> id,
        TableField<R, Long> score,
        TableField<R, Integer> version,
        Optional<TableField<R, ?>> updatedAt,
        Optional<String> idAlias,
        FieldMap<R> fields,
        Due<R> due) {

    /** The name under which metadata shows the version. */
    public static final String VERSION = "version";

    /** A table whose entries are due at their score. */
    public IndexTable(
            Table<R> table,
            Optional<TableField<R, String>> indexKey,
            TableField<R, String> id,
            TableField<R, Long> score,
            TableField<R, Integer> version,
            Optional<TableField<R, ?>> updatedAt,
            Optional<String> idAlias,
            FieldMap<R> fields) {
        this(table, indexKey, id, score, version, updatedAt, idAlias, fields, Due.byScore(score));
    }

    /**
     * A table of the user.
     *
     * @throws InvalidInputException if two fields are in one place, or one is in a column that only the store assigns
     */
    public static <R extends Record> IndexTable<R> of(IndexDefinition<R> index) {
        var fields = new FieldMap<>(index.table());
        for (MetadataField<R> field : index.fields()) {
            fields = fields.withChecked(field);
        }
        var table = new IndexTable<>(
                index.table(),
                index.key(),
                index.id(),
                index.score(),
                index.version(),
                index.updatedAt(),
                Optional.empty(),
                fields);
        if (index.key().isPresent() != index.subject().endsWith("}")) {
            throw new InvalidInputException(
                    "index " + index.subject(),
                    index.key().isPresent()
                            ? "no column of a key, since the subject has none"
                            : "the column of the key",
                    index.key().isPresent() ? "one" : "none");
        }
        fields.routes().forEach(table::checkNotAssigned);
        fields.topLevelKeys().forEach(table::checkFree);
        return table;
    }

    private void checkNotAssigned(MetadataField<R> field) {
        TableField<R, ?> column = field.field();
        if (column.equals(id)
                || column.equals(version)
                || indexKey.filter(column::equals).isPresent()
                || updatedAt.filter(column::equals).isPresent()) {
            throw new InvalidInputException(
                    "fields",
                    "columns other than the id, the key, the version and the time of the last change",
                    column.getName());
        }
    }

    /**
     * The same table with a field in a column of the user.
     *
     * @throws InvalidInputException if the path or the column is taken
     */
    public IndexTable<R> withOwn(MetadataField<R> field) {
        FieldMap<R> more = fields.withOwn(field);
        more.own(field.field()).ifPresent(own -> checkFree(own.path().getFirst()));
        if (table.field(field.field().getName()) != null) {
            throw new InvalidInputException(
                    field.field().getName(), "a column of your own", "a column of the store's own");
        }
        return new IndexTable<>(table, indexKey, id, score, version, updatedAt, idAlias, more, due);
    }

    /**
     * Metadata as writes for the entry {@code id}.
     *
     * @throws InvalidInputException if it has a {@code version}, which only the store assigns, or another name than the id
     */
    public FieldWrites<R> patch(String id, ObjectNode metadata) {
        idAlias.ifPresent(alias -> removeId(metadata, alias, id));
        return fields.writer().patch(metadata);
    }

    private static void removeId(ObjectNode tree, String alias, String id) {
        JsonNode name = tree.path(alias);
        if (name.isString() && name.stringValue().equals(id)) {
            tree.remove(alias);
        }
    }

    /**
     * Refuses fields without a column that metadata would not show, since others stand in their place.
     *
     * @throws InvalidInputException if it has such a field
     */
    public FieldWrites<R> check(Patch<R> patch) {
        FieldWrites<R> writes = FieldWrites.of(patch);
        for (Write<R> write : writes.writes()) {
            if (!write.field().equals(due.column())) {
                fields.checkRouted(write.field());
            }
            if (write instanceof Write.Merge<R>(var field, var rest)
                    && fields.overflow().filter(field::equals).isPresent()) {
                rest.propertyNames().forEach(this::checkFree);
                fields.writer().checkOverflow(rest);
            }
        }
        return writes;
    }

    /**
     * The route of a field that is neither the version nor the id.
     *
     * @throws InvalidInputException if it is one of those, or no field at all
     */
    public Located<R> routeOf(FieldPath path) {
        checkFree(path.segments().getFirst());
        return fields.routeOf(path);
    }

    /** The columns that an entry consists of; what it does not need is not read, and cannot make a read fail. */
    public List<Field<?>> entryColumns() {
        var columns = new LinkedHashSet<Field<?>>(List.of(id, score, version));
        fields.routes().forEach(route -> columns.add(route.field()));
        return List.copyOf(columns);
    }

    /** Whether metadata shows the id under this name. */
    public boolean isIdAlias(String name) {
        return idAlias.filter(name::equals).isPresent();
    }

    private void checkFree(String name) {
        if (name.equals(VERSION)) {
            throw InvalidInputException.of(
                    VERSION, "no version", "one", "version is assigned by the store and cannot be set");
        }
        if (isIdAlias(name)) {
            throw InvalidInputException.of(
                    name, "the id of the entry", "another value", name + " is the id of the entry and cannot be set");
        }
    }

    /** The metadata of a row: its fields, its version, and its id under its own name. */
    public ObjectNode metadata(EntryRow<R> row) {
        ObjectNode metadata = fields.reader().metadata(row);
        metadata.put(VERSION, versionOf(row));
        idAlias.ifPresent(alias -> metadata.put(alias, row.get(id)));
        return metadata;
    }

    /** The version of a row. The column of an adopted table takes NULL, which counts as 0. */
    public int versionOf(EntryRow<R> row) {
        Integer stored = row.get(version);
        return stored == null ? 0 : stored;
    }
}
