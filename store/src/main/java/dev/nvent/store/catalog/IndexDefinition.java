package dev.nvent.store.catalog;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.subject.SubjectPattern;
import dev.nvent.store.subject.IndexSubject.OwnIndex;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * A table of the caller that holds a sorted index, or several that a key column identifies: its columns, as
 * {@code nvent-store-maven-plugin} generates them, and where metadata fields are stored. With
 * {@link dev.nvent.store.StoreOptions#withIndexes}, all operations of indexes work on the table.
 *
 * <p>Columns of the table that are not named here are left alone: an insert gives them their defaults, and nothing else
 * writes to them.
 *
 * @param subject the subject of the index, {@code shop:customers}, or {@code shop:customers:{region}} for several
 * @param key the column of the key, the part of the subject in braces; text, NOT NULL
 * @param id the column of an entry's id; text, NOT NULL, unique together with the key
 * @param score the column that entries are sorted by, and at which they are due; NOT NULL
 * @param version the column that every change raises by one; its default is 0
 * @param updatedAt the column of the time of the last change, with the default {@code now()}; empty where there is none
 * @param fields the metadata fields. Among them at most one {@link dev.nvent.store.field.OverflowField}; without it,
 *     metadata without a column is refused.
 * @param <R> the record of the table
 */
public record IndexDefinition<R extends Record>(
        String subject,
        Optional<TableField<R, String>> key,
        TableField<R, String> id,
        TableField<R, Long> score,
        TableField<R, Integer> version,
        Optional<TableField<R, ?>> updatedAt,
        List<MetadataField<R>> fields) {

    private static final String INDEX = "index ";

    /**
     * Checks that everything is given, and belongs to one table.
     *
     * @throws InvalidInputException if something is not
     */
    public IndexDefinition {
        SubjectPattern.check(subject);
        checkGiven(subject, id, score, version);
        fields = List.copyOf(fields);
        updatedAt.ifPresent(column -> checkTime(subject, column));
        for (TableField<R, ?> column : columns(key, score, version, updatedAt, fields)) {
            checkTable(subject, id, column);
        }
    }

    /** A definition without a key, without a column for the time of the last change, and without metadata fields. */
    public static <R extends Record> IndexDefinition<R> of(
            String subject, TableField<R, String> id, TableField<R, Long> score, TableField<R, Integer> version) {
        return new IndexDefinition<>(subject, Optional.empty(), id, score, version, Optional.empty(), List.of());
    }

    /** Adds the column of the key, the part of the subject in braces. */
    public IndexDefinition<R> withKey(TableField<R, String> column) {
        checkGiven(subject, column);
        return new IndexDefinition<>(subject, Optional.of(column), id, score, version, updatedAt, fields);
    }

    /** Adds the column of the time of the last change. */
    public IndexDefinition<R> withUpdatedAt(TableField<R, ?> column) {
        checkGiven(subject, column);
        return new IndexDefinition<>(subject, key, id, score, version, Optional.of(column), fields);
    }

    /** Replaces the metadata fields. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only read.
    public final IndexDefinition<R> withFields(MetadataField<R>... all) {
        for (MetadataField<R> field : all) {
            Arguments.required(field, INDEX + subject);
        }
        return new IndexDefinition<>(subject, key, id, score, version, updatedAt, List.of(all));
    }

    /** The table. */
    public Table<R> table() {
        return Objects.requireNonNull(id.getTable());
    }

    /**
     * The index, where it is the only one in its table.
     *
     * @throws InvalidInputException if the subject has a key
     */
    public OwnIndex<R> index() {
        return new OwnIndex<>(table(), SubjectPattern.of(table(), subject).subject(Optional.empty()));
    }

    /**
     * One of the indexes in the table.
     *
     * @throws InvalidInputException if the subject has no key
     */
    public OwnIndex<R> index(String keyOfIndex) {
        return new OwnIndex<>(table(), SubjectPattern.of(table(), subject).subject(Optional.of(keyOfIndex)));
    }

    private static <R extends Record> List<TableField<R, ?>> columns(
            Optional<TableField<R, String>> key,
            TableField<R, Long> score,
            TableField<R, Integer> version,
            Optional<TableField<R, ?>> updatedAt,
            List<MetadataField<R>> fields) {
        var columns = new ArrayList<TableField<R, ?>>(List.of(score, version));
        key.ifPresent(columns::add);
        updatedAt.ifPresent(columns::add);
        fields.forEach(field -> columns.add(field.field()));
        return columns;
    }

    private static void checkGiven(String subject, @Nullable TableField<?, ?>... columns) {
        for (TableField<?, ?> column : columns) {
            if (column == null || column.getTable() == null) {
                throw new InvalidInputException(INDEX + subject, "generated columns of a table", "null or no column");
            }
        }
    }

    private static void checkTime(String subject, TableField<?, ?> column) {
        if (column.getType() != OffsetDateTime.class && column.getType() != Instant.class) {
            throw new InvalidInputException(
                    INDEX + subject,
                    "a column of timestamptz for the time of the last change",
                    column.getName() + " of " + column.getDataType().getTypeName());
        }
    }

    /** The compiler knows the record of the columns, but not whether their table has an alias. */
    private static void checkTable(String subject, TableField<?, ?> id, TableField<?, ?> column) {
        checkGiven(subject, column);
        if (!Objects.equals(id.getTable(), column.getTable())) {
            throw new InvalidInputException(
                    INDEX + subject,
                    "columns of " + Objects.requireNonNull(id.getTable()).getName(),
                    column.getName() + " of "
                            + Objects.requireNonNull(column.getTable()).getName());
        }
    }
}
