package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.internal.field.EntryRow;
import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.MetadataReader;
import dev.nvent.store.internal.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry backed by its row. */
record DefaultIndexEntry<R extends Record>(TableIndex<R> index, EntryRow<R> row) implements IndexEntry<R> {

    private static final String TYPE = "type";

    @Override
    public String id() {
        return row.required(index.table().id());
    }

    @Override
    public long score() {
        return row.required(index.table().score());
    }

    @Override
    public int version() {
        return index.table().versionOf(row);
    }

    @Override
    public IndexCursor cursor() {
        return new IndexCursor(score(), id());
    }

    @Override
    public Map<String, Object> metadata() {
        return Json.map(index.table().metadata(row));
    }

    @Override
    public <T> T metadata(Class<T> type) {
        return index.json().toJava(index.table().metadata(row), required(type, TYPE), "metadata");
    }

    @Override
    public <T> Optional<T> get(String path, Class<T> type) {
        required(type, TYPE);
        JsonNode value = index.table().metadata(row);
        for (String key : FieldPath.parse(path).segments()) {
            value = value.path(key);
        }
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(index.json().toJava(value, type, path));
    }

    @Override
    public <T, J> @Nullable J get(ColumnField<R, T, J> field) {
        checkRouted(field);
        return field.codec().decode(reader().value(field, row));
    }

    @Override
    public int get(CounterField<R> field) {
        checkRouted(field);
        Integer count = reader().value(field, row);
        return count == null ? 0 : count;
    }

    @Override
    public @Nullable Object get(DocumentField<R> field) {
        checkRouted(field);
        return Json.toJava(reader().value(field, row));
    }

    @Override
    public <T> @Nullable T get(DocumentField<R> field, Class<T> type) {
        checkRouted(field);
        required(type, TYPE);
        JsonNode document = reader().value(field, row);
        return document == null ? null : index.json().toJava(document, type, field.path());
    }

    @Override
    public Map<String, Object> get(OverflowField<R> field) {
        checkRouted(field);
        return Json.map(reader().overflow(row));
    }

    @Override
    public Patch<R> patch(Map<String, ?> metadata) {
        return index.patch(id(), metadata);
    }

    private MetadataReader<R> reader() {
        return index.table().fields().reader();
    }

    private void checkRouted(MetadataField<R> field) {
        index.table().fields().checkRouted(required(field, "field").field());
    }

    /** Without the metadata. */
    @Override
    public String toString() {
        return "IndexEntry[id=" + id() + ", score=" + score() + ", version=" + version() + "]";
    }
}
