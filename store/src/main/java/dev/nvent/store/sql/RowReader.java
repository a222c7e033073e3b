package dev.nvent.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What to make of a row. */
@FunctionalInterface
public interface RowReader<T> {

    /** Reads the row at which the result stands. */
    T read(ResultSet row) throws SQLException;
}
