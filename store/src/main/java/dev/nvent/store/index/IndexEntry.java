package dev.nvent.store.index;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.json.Json;
import java.util.Map;
import org.jooq.Record;
import tools.jackson.databind.JsonNode;

/**
 * An entry of an index, as it was when it was read. The row must not be changed.
 *
 * @param <R> the record of the table
 */
public final class IndexEntry<R extends Record> {

    private final IndexTable<R> table;
    private final R row;

    IndexEntry(IndexTable<R> table, R row) {
        this.table = table;
        this.row = row;
    }

    /** Its id, unique within the index. */
    public String id() {
        return row.get(table.id());
    }

    /** What the index is sorted by. */
    public long score() {
        return row.get(table.score());
    }

    /** How often it was changed since it was added. */
    public int version() {
        return table.versionOf(row);
    }

    /** Where it stands in the order, for {@link IndexQuery#withAfter}. */
    public IndexCursor cursor() {
        return new IndexCursor(score(), id());
    }

    /**
     * Its metadata as plain Java, as {@link Json#toJava} gives it; times as ISO-8601 text. Columns that are NULL are
     * left out. Besides what was put there: {@code version}, and for flows and triggers {@code name}, for jobs
     * {@code id}.
     */
    public Map<String, Object> metadata() {
        return Json.map(table.metadata(row));
    }

    /** Its metadata as an instance of {@code type}, a record for instance, by Jackson's rules. */
    public <T> T metadata(Class<T> type) {
        return Json.as(table.metadata(row), type, "metadata");
    }

    /** A field with a column; null where it is NULL. */
    public <T, J> J get(ColumnField<R, T, J> field) {
        return field.codec().decode(row.get(field.field()));
    }

    /** A counter; 0 where it is NULL. */
    public int get(CounterField<R> field) {
        Integer count = row.get(field.field());
        return count == null ? 0 : count;
    }

    /** A document as plain Java; null where it is NULL. */
    public Object get(DocumentField<R> field) {
        return Json.toJava(Json.parse(row.get(field.field())));
    }

    /** A document as an instance of {@code type}, by Jackson's rules; null where it is NULL. */
    public <T> T get(DocumentField<R> field, Class<T> type) {
        JsonNode document = Json.parse(row.get(field.field()));
        return Json.as(document, type, field.path().toString());
    }

    /** The row as jOOQ generated it, detached from the database. */
    public R row() {
        return row;
    }

    /** Without the metadata. */
    @Override
    public String toString() {
        return "IndexEntry[id=" + id() + ", score=" + score() + ", version=" + version() + "]";
    }
}
