package dev.nvent.store.internal.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Converts a result that has rows. */
@FunctionalInterface
public interface RowReader<T> {

    /** Reads the row at which the result stands, and as many behind it as belong to it. */
    T read(ResultSet row) throws SQLException;
}
