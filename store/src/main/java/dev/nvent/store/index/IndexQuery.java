package dev.nvent.store.index;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A query for entries of an index: conditions, a start and a limit. Immutable. A query that names no typed field fits every index; one that does fits the
 * indexes of that field's table only, or does not compile.
 *
 * @param <R> a supertype of the records of the tables that it fits
 */
public final class IndexQuery<R extends Record> {

    /** The maximum number of entries of a read whose query has no limit. */
    public static final int DEFAULT_LIMIT = 100;

    private static final IndexQuery<Record> ALL =
            new IndexQuery<>(Map.of(), List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Optional.empty(), 0, DEFAULT_LIMIT);

    private final Map<String, JsonNode> filters;
    private final List<MetadataField<R>> fields;
    private final long minScore;
    private final long maxScore;
    private final Optional<IndexCursor> after;
    private final long offset;
    private final int limit;

    private IndexQuery(
            Map<String, JsonNode> filters,
            List<MetadataField<R>> fields,
            long minScore,
            long maxScore,
            Optional<IndexCursor> after,
            long offset,
            int limit) {
        this.filters = Collections.unmodifiableMap(filters);
        this.fields = fields;
        this.minScore = minScore;
        this.maxScore = maxScore;
        this.after = after;
        this.offset = offset;
        this.limit = limit;
    }

    /** Every entry. */
    public static IndexQuery<Record> all() {
        return ALL;
    }

    /** Only entries with this value in a column; null for those where it is NULL. */
    public static <R extends Record, J> IndexQuery<R> where(ColumnField<R, ?, J> field, @Nullable J value) {
        return IndexQuery.<R>every().and(field, value);
    }

    /** Only entries with this value in a counter. */
    public static <R extends Record> IndexQuery<R> where(CounterField<R> field, int value) {
        return IndexQuery.<R>every().and(field, value);
    }

    /** Only entries with any of these values in a column. */
    public static <R extends Record, J> IndexQuery<R> whereAnyOf(ColumnField<R, ?, J> field, Collection<J> values) {
        return IndexQuery.<R>every().andAnyOf(field, values);
    }

    /** As {@link #where(ColumnField, Object)}, as a further condition. */
    public <J> IndexQuery<R> and(ColumnField<R, ?, J> field, @Nullable J value) {
        return filtered(field, required(field, "field").path(), value);
    }

    /** As {@link #where(CounterField, int)}, as a further condition. */
    public IndexQuery<R> and(CounterField<R> field, int value) {
        return filtered(field, required(field, "field").path(), value);
    }

    /** As {@link #whereAnyOf}, as a further condition. */
    public <J> IndexQuery<R> andAnyOf(ColumnField<R, ?, J> field, Collection<J> values) {
        String path = required(field, "field").path();
        return filtered(field, path, required(values, "filter." + path));
    }

    /**
     * Only entries that have these values, as further conditions. Names are those of metadata, dots separate
     * keys; they are data, never SQL.
     *
     * @param filter scalars, which must be equal; lists, for any of their values; null, for a field that is absent
     */
    public IndexQuery<R> withFilter(Map<String, ?> filter) {
        if (filter == null) {
            throw new InvalidInputException("filter", "a map", "null");
        }
        var more = new LinkedHashMap<>(filters);
        // The type of the keys is unchecked: a map with keys of another type is bad input too.
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) filter).entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new InvalidInputException(
                        "filter (the key)",
                        "text",
                        entry.getKey() == null
                                ? "null"
                                : entry.getKey().getClass().getName());
            }
            add(more, StoredText.check(name, "filter (the key)"), entry.getValue());
        }
        return new IndexQuery<>(more, fields, minScore, maxScore, after, offset, limit);
    }

    /** Only entries with this score or a higher one. */
    public IndexQuery<R> withMinScore(long minScore) {
        return new IndexQuery<>(filters, fields, minScore, maxScore, after, offset, limit);
    }

    /** Only entries with this score or a lower one. */
    public IndexQuery<R> withMaxScore(long maxScore) {
        return new IndexQuery<>(filters, fields, minScore, maxScore, after, offset, limit);
    }

    /** Only entries after a position in the order, at the same cost at any position. */
    public IndexQuery<R> withAfter(IndexCursor after) {
        if (after == null) {
            throw new InvalidInputException("after", "a cursor", "null");
        }
        return new IndexQuery<>(filters, fields, minScore, maxScore, Optional.of(after), offset, limit);
    }

    /** Skips the first entries. Each costs as much as an entry that is read. */
    public IndexQuery<R> withOffset(long offset) {
        if (offset < 0) {
            throw new InvalidInputException("offset", "at least 0", String.valueOf(offset));
        }
        return new IndexQuery<>(filters, fields, minScore, maxScore, after, offset, limit);
    }

    /** Limits the number of entries. */
    public IndexQuery<R> withLimit(int limit) {
        if (limit < 1) {
            throw new InvalidInputException("limit", "at least 1", String.valueOf(limit));
        }
        return new IndexQuery<>(filters, fields, minScore, maxScore, after, offset, limit);
    }

    /** The conditions, each by the path of its field: a scalar, a list for any of its values, or JSON null. */
    public Map<String, JsonNode> filters() {
        return filters;
    }

    /** The typed fields among the conditions. */
    public List<MetadataField<R>> fields() {
        return fields;
    }

    /** The lowest score; {@link Long#MIN_VALUE} for no bound. */
    public long minScore() {
        return minScore;
    }

    /** The highest score; {@link Long#MAX_VALUE} for no bound. */
    public long maxScore() {
        return maxScore;
    }

    /** The position after which the entries begin. */
    public Optional<IndexCursor> after() {
        return after;
    }

    /** The number of entries that are skipped. */
    public long offset() {
        return offset;
    }

    /** The maximum number of entries. */
    public int limit() {
        return limit;
    }

    static <R extends Record> IndexQuery<R> every() {
        return new IndexQuery<>(
                Map.of(), List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Optional.empty(), 0, DEFAULT_LIMIT);
    }

    private IndexQuery<R> filtered(MetadataField<R> field, String path, @Nullable Object value) {
        var more = new LinkedHashMap<>(filters);
        add(more, path, value);
        var typed = new ArrayList<>(fields);
        typed.add(field);
        return new IndexQuery<>(more, List.copyOf(typed), minScore, maxScore, after, offset, limit);
    }

    private static void add(Map<String, JsonNode> filters, String path, @Nullable Object value) {
        JsonNode wanted = checked(Json.of(value, "filter." + path), path);
        if (filters.putIfAbsent(path, wanted) != null) {
            throw InvalidInputException.of(
                    "filter." + path, "one filter for the field", "two", "filter." + path + " is given twice");
        }
    }

    private static JsonNode checked(JsonNode wanted, String path) {
        List<JsonNode> values = wanted.isArray() ? wanted.valueStream().toList() : List.of(wanted);
        if (values.stream().anyMatch(JsonNode::isContainer)) {
            throw new InvalidInputException("filter." + path, "a scalar or a list of scalars", Json.kind(wanted));
        }
        return wanted;
    }
}
