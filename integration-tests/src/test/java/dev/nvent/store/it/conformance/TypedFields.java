package dev.nvent.store.it.conformance;

import static dev.nvent.store.jooq.Tables.TRIGGERS;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.it.Customers;
import dev.nvent.store.subject.IndexSubject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/** Converts metadata maps to typed patches and queries, and typed entries back to maps. */
record TypedFields<R extends Record>(IndexTable<R> table) {

    private static final Catalog CATALOG = new Catalog(List.of(), List.of(Customers.INDEX));

    static SubjectParser subjects() {
        return new SubjectParser("nvent", CATALOG.ownSubjects());
    }

    static <R extends Record> TypedFields<R> of(IndexSubject<R> subject) {
        return new TypedFields<>(CATALOG.table(subject));
    }

    Patch<R> patch(String id, Map<String, ?> metadata) {
        Map<String, Object> rest = tree(metadata);
        table.idAlias().filter(rest::containsKey).ifPresent(alias -> {
            if (!id.equals(rest.remove(alias))) {
                throw new InvalidInputException(alias, "the id", "another");
            }
        });
        Patch<R> patch = Patch.empty();
        for (MetadataField<R> route : table.fields().routes()) {
            patch = switch (route) {
                case ColumnField<R, ?, ?> column
                when NestedMaps.has(rest, column.path()) -> column(patch, column, take(rest, column.path()));
                case CounterField<R> counter
                when NestedMaps.has(rest, counter.path()) ->
                    patch.and(counter, Math.toIntExact(((Number) take(rest, counter.path())).longValue()));
                case DocumentField<R> document
                when NestedMaps.has(rest, document.path()) -> patch.and(document, take(rest, document.path()));
                case OverflowField<R> overflow when !rest.isEmpty() -> patch.and(overflow, rest);
                default -> patch;
            };
        }
        return patch;
    }

    Map<String, Object> metadata(IndexEntry<R> entry) {
        Map<String, Object> metadata = NestedMaps.map();
        for (MetadataField<R> route : table.fields().routes()) {
            switch (route) {
                case ColumnField<R, ?, ?> column -> put(metadata, column.path(), entry.get(column));
                case CounterField<R> counter
                when entry.get(counter.path(), Integer.class).isEmpty() -> {}
                case CounterField<R> counter -> put(metadata, counter.path(), entry.get(counter));
                case DocumentField<R> document when entry.get(document) == null -> {}
                case DocumentField<R> document -> put(metadata, document.path(), entry.get(document));
                case OverflowField<R> overflow -> NestedMaps.overlay(metadata, NestedMaps.cast(entry.get(overflow)));
            }
        }
        if (metadata.containsKey("type") && table.table().equals(TRIGGERS)) {
            metadata.put("triggerType", metadata.get("type"));
        }
        metadata.put("version", entry.version());
        table.idAlias().ifPresent(alias -> metadata.put(alias, entry.id()));
        return metadata;
    }

    Optional<CounterField<R>> counter(String path) {
        for (MetadataField<R> route : table.fields().routes()) {
            if (route instanceof CounterField<R> counter && counter.path().equals(path)) {
                return Optional.of(counter);
            }
        }
        return Optional.empty();
    }

    /** Filters fields with a column through their constants and all others by name. */
    IndexQuery<? super R> query(Map<String, Object> filter) {
        IndexQuery<R> typed = null;
        Map<String, Object> rest = NestedMaps.map();
        for (var wanted : filter.entrySet()) {
            ColumnField<R, ?, ?> column = column(wanted.getKey());
            if (column == null
                    || wanted.getValue() instanceof List<?> list
                            && list.stream().anyMatch(Objects::isNull)) {
                rest.put(wanted.getKey(), wanted.getValue());
            } else {
                typed = and(typed, column, wanted.getValue());
            }
        }
        return typed == null ? IndexQuery.all().withFilter(rest) : typed.withFilter(rest);
    }

    /** The column of a field, or null if the field has none. */
    ColumnField<R, ?, ?> column(String path) {
        for (MetadataField<R> route : table.fields().routes()) {
            if (route instanceof ColumnField<R, ?, ?> column && column.path().equals(path)) {
                return column;
            }
        }
        return null;
    }

    private static <R extends Record, J> IndexQuery<R> and(
            IndexQuery<R> query, ColumnField<R, ?, J> column, Object wanted) {
        if (wanted instanceof List<?> list) {
            List<J> values = list.stream().map(value -> javaOf(column, value)).toList();
            return query == null ? IndexQuery.whereAnyOf(column, values) : query.andAnyOf(column, values);
        }
        J value = javaOf(column, wanted);
        return query == null ? IndexQuery.where(column, value) : query.and(column, value);
    }

    private static <R extends Record, J> Patch<R> column(Patch<R> patch, ColumnField<R, ?, J> column, Object value) {
        return patch.and(column, javaOf(column, value));
    }

    @SuppressWarnings("unchecked")
    static <J> J javaOf(ColumnField<?, ?, J> column, Object value) {
        Object java = value;
        if (value != null && column.codec() == (Object) Codec.TIME) {
            java = instant(value);
        } else if (value instanceof Number number && column.codec() == (Object) Codec.LONG) {
            java = number.longValue();
        } else if (value instanceof Number number) {
            java = Math.toIntExact(number.longValue());
        }
        return (J) java;
    }

    private static Instant instant(Object value) {
        return switch (value) {
            case Instant instant -> instant;
            case OffsetDateTime time -> time.toInstant();
            case ZonedDateTime time -> time.toInstant();
            case Number millis -> Instant.ofEpochMilli(millis.longValue());
            default -> OffsetDateTime.parse(value.toString()).toInstant();
        };
    }

    private static Map<String, Object> tree(Map<String, ?> metadata) {
        Map<String, Object> tree = NestedMaps.map();
        metadata.forEach((key, value) -> NestedMaps.overlay(
                tree,
                NestedMaps.at(key, value instanceof Map<?, ?> map ? NestedMaps.copy(NestedMaps.cast(map)) : value)));
        return tree;
    }

    private static Object take(Map<String, Object> tree, String path) {
        Object value = NestedMaps.get(tree, path);
        NestedMaps.remove(tree, path);
        return value;
    }

    private static void put(Map<String, Object> metadata, String path, Object value) {
        if (value != null) {
            NestedMaps.put(metadata, path, value instanceof Instant time ? IndexKind.iso(time.toEpochMilli()) : value);
        }
    }
}
