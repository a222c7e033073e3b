package dev.nvent.store.it.conformance;

import java.util.List;
import java.util.Map;

/** A metadata field with a column, as documented. */
record IndexField(String path, Type type, boolean nullable, Object defaultValue) {

    enum Type {
        TEXT,
        TIME,
        INTEGER,
        LONG,
        BOOLEAN,
        COUNTER,
        DOCUMENT
    }

    static IndexField text(String path) {
        return new IndexField(path, Type.TEXT, true, null);
    }

    static IndexField time(String path) {
        return new IndexField(path, Type.TIME, true, null);
    }

    static IndexField counter(String path) {
        return new IndexField(path, Type.COUNTER, false, 0);
    }

    static IndexField document(String path) {
        return new IndexField(path, Type.DOCUMENT, true, null);
    }

    IndexField withDefault(Object value) {
        return new IndexField(path, type, nullable, value);
    }

    IndexField notNull() {
        return new IndexField(path, type, false, defaultValue);
    }

    /** A value other than the default, as metadata shows it. */
    Object sample() {
        return switch (type) {
            case TEXT -> "some " + path;
            case TIME -> "2026-02-03T04:05:06.789Z";
            case INTEGER, COUNTER -> 7;
            case LONG -> 1L << 40;
            case BOOLEAN -> false;
            case DOCUMENT ->
                NestedMaps.map(
                        "a", Map.of("b", List.of(1, "two", Map.of()), "order.paid", 1), "", "empty key", "ключ", "☃😀");
        };
    }

    boolean isNumber() {
        return type == Type.COUNTER || type == Type.INTEGER || type == Type.LONG;
    }
}
