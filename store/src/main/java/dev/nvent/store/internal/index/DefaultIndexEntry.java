package dev.nvent.store.internal.index;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.json.Json;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An entry backed by its row. */
record DefaultIndexEntry<R extends Record>(TableIndex<R> index, R row) implements IndexEntry<R> {

    @Override
    public String id() {
        return row.get(index.table().id());
    }

    @Override
    public long score() {
        return row.get(index.table().score());
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
        return index.json().toJava(index.table().metadata(row), type, "metadata");
    }

    @Override
    public <T> Optional<T> get(String path, Class<T> type) {
        JsonNode value = index.table().metadata(row);
        for (String key : FieldPath.parse(path).segments()) {
            value = value.path(key);
        }
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(index.json().toJava(value, type, path));
    }

    @Override
    public <T, J> J get(ColumnField<R, T, J> field) {
        return field.codec().decode(row.get(field.field()));
    }

    @Override
    public int get(CounterField<R> field) {
        Integer count = row.get(field.field());
        return count == null ? 0 : count;
    }

    @Override
    public Object get(DocumentField<R> field) {
        return Json.toJava(Json.parse(row.get(field.field())));
    }

    @Override
    public <T> T get(DocumentField<R> field, Class<T> type) {
        JsonNode document = Json.parse(row.get(field.field()));
        return document == null ? null : index.json().toJava(document, type, field.path());
    }

    @Override
    public Map<String, Object> get(OverflowField<R> field) {
        return Json.parse(row.get(field.field())) instanceof ObjectNode rest ? Json.map(rest) : Map.of();
    }

    @Override
    public Patch<R> patch(Map<String, ?> metadata) {
        return index.patch(id(), metadata);
    }

    /** Without the metadata. */
    @Override
    public String toString() {
        return "IndexEntry[id=" + id() + ", score=" + score() + ", version=" + version() + "]";
    }
}
