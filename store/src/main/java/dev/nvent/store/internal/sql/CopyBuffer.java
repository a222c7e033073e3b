package dev.nvent.store.internal.sql;

import dev.nvent.store.error.Operation;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;

/** Rows to be sent to a table by COPY, in its text format. Not thread-safe. */
public final class CopyBuffer {

    private final Table<?> table;
    private final List<Field<?>> columns;
    private final StringBuilder rows = new StringBuilder();

    /** @param columns in the order of each row's values; all other columns get their defaults */
    public CopyBuffer(Table<?> table, List<Field<?>> columns) {
        this.table = table;
        this.columns = columns;
    }

    /** One row: text or a number for each column; null for NULL. */
    public void row(List<?> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                rows.append('\t');
            }
            append(values.get(i));
        }
        rows.append('\n');
    }

    /** The size of the waiting rows in characters. */
    public int length() {
        return rows.length();
    }

    /** Sends all rows within a transaction and clears the buffer. */
    public void send(Operation call, Database transaction) {
        transaction.copy(call, table, columns, rows.toString());
        rows.setLength(0);
    }

    private void append(Object value) {
        switch (value) {
            case null -> rows.append("\\N");
            case String text -> append(text);
            default -> rows.append(value);
        }
    }

    private void append(String text) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char escape = escape(text.charAt(i));
            if (escape != 0) {
                rows.append(text, copied, i).append('\\').append(escape);
                copied = i + 1;
            }
        }
        rows.append(text, copied, text.length());
    }

    private static char escape(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
