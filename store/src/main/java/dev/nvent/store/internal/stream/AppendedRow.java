package dev.nvent.store.internal.stream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** The columns of an appended event that the store fills. */
record AppendedRow(long id, long ts) {

    /** The row that is read at present. */
    static AppendedRow of(ResultSet row) throws SQLException {
        return new AppendedRow(row.getLong(1), row.getLong(2));
    }

    /** All rows, as they are returned. */
    static List<AppendedRow> all(ResultSet rows) throws SQLException {
        var all = new ArrayList<AppendedRow>();
        while (rows.next()) {
            all.add(of(rows));
        }
        return all;
    }

    /** Ids ascend in the order of the events; the order in which rows are returned is not guaranteed. */
    static Iterator<AppendedRow> inOrder(List<AppendedRow> rows, int expected) throws SQLException {
        if (rows.size() != expected) {
            throw new SQLException("the server returned another number of events than were appended", "02000");
        }
        rows.sort(Comparator.comparingLong(AppendedRow::id));
        return rows.iterator();
    }
}
