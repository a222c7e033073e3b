package dev.nvent.store.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that can be printed as a table or as JSON.
 *
 * @param key the property name in JSON
 * @param title the heading in human-readable output
 * @param emptyText printed instead of a table if there are no rows
 */
record Listing(String key, String title, String emptyText, List<Column> columns, List<List<Object>> rows) {

    /** The human-readable format of a column. JSON output is not affected. */
    enum Format {
        TEXT,
        TIME,
        COUNT,
        /** A row count from the planner's statistics. */
        ESTIMATE,
        BYTES,
        MILLIS;

        boolean isNumber() {
            return this != TEXT && this != TIME;
        }

        private String format(Object value) {
            return switch (this) {
                case TEXT -> Formats.escape(String.valueOf(value));
                case TIME -> Formats.time((Instant) value);
                case COUNT -> Formats.count(((Number) value).longValue());
                case ESTIMATE -> "~" + Formats.count(((Number) value).longValue());
                case BYTES -> Formats.bytes(((Number) value).longValue());
                case MILLIS -> Formats.millis(((Number) value).doubleValue());
            };
        }
    }

    /** @param key the property name in JSON */
    record Column(String key, String heading, Format format) {}

    static Listing of(String key, String title, String emptyText, Column... columns) {
        return new Listing(key, title, emptyText, List.of(columns), new ArrayList<>());
    }

    /** Adds a row. A null cell is printed as {@code -}. */
    Listing row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(key + ": " + cells.length + " cells, " + columns.size() + " columns");
        }
        rows.add(new ArrayList<>(java.util.Arrays.asList(cells)));
        return this;
    }

    List<Map<String, Object>> json() {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    for (int i = 0; i < columns.size(); i++) {
                        object.put(columns.get(i).key(), row.get(i));
                    }
                    return object;
                })
                .toList();
    }

    /** Formats the rows as a table; numbers are right-aligned. */
    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of(emptyText);
        }
        var cells = new ArrayList<List<String>>();
        cells.add(columns.stream().map(Column::heading).toList());
        rows.forEach(row -> cells.add(format(row)));
        int[] widths = new int[columns.size()];
        cells.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        return cells.stream().map(line -> align(line, widths)).toList();
    }

    private List<String> format(List<Object> row) {
        var formatted = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            formatted.add(value == null ? "-" : columns.get(i).format().format(value));
        }
        return formatted;
    }

    private String align(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).format().isNumber() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
