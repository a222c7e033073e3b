package dev.nvent.store.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.IntFunction;

/** The columns of a row, read from left to right. */
public final class Columns {

    private final ResultSet row;
    private int place;

    Columns(ResultSet row) {
        this.row = row;
    }

    /** The next column; null for SQL NULL. */
    public <T> T next(Class<T> type) throws SQLException {
        return row.getObject(++place, type);
    }

    /** The next column, an array; empty for SQL NULL. */
    public <T> T[] nextArray(IntFunction<T[]> newArray) throws SQLException {
        Array array = row.getArray(++place);
        if (array == null) {
            return newArray.apply(0);
        }
        Object[] elements = (Object[]) array.getArray();
        return Arrays.asList(elements).toArray(newArray.apply(elements.length));
    }
}
