package dev.nvent.store.sql;

import dev.nvent.store.error.Call;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by COPY, in its text format. Until it ends, its connection takes nothing else. For one
 * thread.
 */
public final class RowCopy {

    private static final int BUFFER_CHARS = 64 * 1024;

    private final Call call;
    private final CopyIn copy;
    private final StringBuilder rows = new StringBuilder(BUFFER_CHARS + 1024);

    private RowCopy(Call call, CopyIn copy) {
        this.call = call;
        this.copy = copy;
    }

    static RowCopy begin(Call call, DSLContext dsl, Connection connection, Table<?> table, List<Field<?>> columns) {
        String sql = dsl.render(DSL.query(
                "copy {0} ({1}) from stdin",
                table, DSL.list(columns.stream().map(Field::getUnqualifiedName).toList())));
        try {
            return new RowCopy(
                    call, connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql));
        } catch (SQLException e) {
            throw SqlStates.translate(call, e);
        }
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
        if (rows.length() >= BUFFER_CHARS) {
            send();
        }
    }

    /** Waits until the server has taken all rows. */
    public void end() {
        send();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw SqlStates.translate(call, e);
        }
    }

    /** Gives it up, which ends the transaction too; where that fails, it has ended already. */
    public void cancel(Throwable reason) {
        Transactions.undo(
                () -> {
                    if (copy.isActive()) {
                        copy.cancelCopy();
                    }
                },
                reason);
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

    private void send() {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        rows.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw SqlStates.translate(call, e);
        }
    }
}
