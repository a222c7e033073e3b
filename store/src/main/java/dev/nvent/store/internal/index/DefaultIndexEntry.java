package dev.nvent.store.internal.index;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.json.Json;
import java.util.Map;
import org.jooq.Record;
import tools.jackson.databind.JsonNode;

/** An entry backed by its row. */
record DefaultIndexEntry<R extends Record>(IndexTable<R> table, R row) implements IndexEntry<R> {

    @Override
    public String id() {
        return row.get(table.id());
    }

    @Override
    public long score() {
        return row.get(table.score());
    }

    @Override
    public int version() {
        return table.versionOf(row);
    }

    @Override
    public IndexCursor cursor() {
        return new IndexCursor(score(), id());
    }

    @Override
    public Map<String, Object> metadata() {
        return Json.map(table.metadata(row));
    }

    @Override
    public <T> T metadata(Class<T> type) {
        return Json.as(table.metadata(row), type, "metadata");
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
        return Json.as(document, type, field.path());
    }

    @Override
    public Patch<R> patch(Map<String, ?> metadata) {
        return table.patch(id(), metadata);
    }

    /** Without the metadata. */
    @Override
    public String toString() {
        return "IndexEntry[id=" + id() + ", score=" + score() + ", version=" + version() + "]";
    }
}
