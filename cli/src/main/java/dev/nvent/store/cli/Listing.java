package dev.nvent.store.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of one kind, which are printed as a table or as JSON.
 *
 * @param key its name in JSON
 * @param title its heading for a person
 * @param none what a person reads where there are no rows
 */
record Listing(String key, String title, String none, List<Column> columns, List<List<Object>> rows) {

    /** How a column's values are shown to a person. JSON has them as they are. */
    enum Format {
        TEXT,
        TIME,
        COUNT,
        /** A count by the planner's statistics. */
        ESTIMATE,
        BYTES,
        MILLIS;

        boolean isNumber() {
            return this != TEXT && this != TIME;
        }

        private String show(Object value) {
            return switch (this) {
                case TEXT -> Shown.text(String.valueOf(value));
                case TIME -> Shown.time((Instant) value);
                case COUNT -> Shown.count(((Number) value).longValue());
                case ESTIMATE -> "~" + Shown.count(((Number) value).longValue());
                case BYTES -> Shown.bytes(((Number) value).longValue());
                case MILLIS -> Shown.millis(((Number) value).doubleValue());
            };
        }
    }

    /** @param key its name in JSON */
    record Column(String key, String heading, Format format) {}

    static Listing of(String key, String title, String none, Column... columns) {
        return new Listing(key, title, none, List.of(columns), new ArrayList<>());
    }

    /** Adds a row; null for what is unknown. */
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

    /** The lines of a table, numbers to the right. */
    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of(none);
        }
        var cells = new ArrayList<List<String>>();
        cells.add(columns.stream().map(Column::heading).toList());
        rows.forEach(row -> cells.add(shown(row)));
        int[] widths = new int[columns.size()];
        cells.forEach(line -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        return cells.stream().map(line -> aligned(line, widths)).toList();
    }

    private List<String> shown(List<Object> row) {
        var shown = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            shown.add(value == null ? "-" : columns.get(i).format().show(value));
        }
        return shown;
    }

    private String aligned(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).format().isNumber() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
