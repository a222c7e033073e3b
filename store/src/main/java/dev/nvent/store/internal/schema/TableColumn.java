package dev.nvent.store.internal.schema;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column as the database has it. The type of a domain is the one that it is made of, and the domain's NOT NULL, default and
 * size count as the column's.
 *
 * @param typeSchema the schema of the type
 * @param type the name of the type, such as {@code int4}
 * @param labels the values of an enum type, in its order; empty for another type
 * @param defaultValue as the database shows it; empty for none
 * @param length the maximum length of text; 0 for no limit
 * @param precision how many digits a number has; 0 for any number of them
 * @param scale how many of the digits are decimals
 * @param secondDecimals how many decimals the seconds of a time have
 */
public record TableColumn(
        String typeSchema,
        String type,
        List<String> labels,
        boolean isNullable,
        String defaultValue,
        boolean isGenerated,
        int length,
        int precision,
        int scale,
        int secondDecimals) {

    private static final String COLUMNS = SqlFiles.text("inspection/columns.sql");

    /** The columns of a table by their names, in their order; none if it does not exist. Sends one query. */
    public static Map<String, TableColumn> of(Connection connection, String schema, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet rows = query.executeQuery()) {
                var columns = new LinkedHashMap<String, TableColumn>();
                while (rows.next()) {
                    columns.put(rows.getString("name"), read(rows));
                }
                return columns;
            }
        }
    }

    private static TableColumn read(ResultSet row) throws SQLException {
        Array labels = row.getArray("labels");
        return new TableColumn(
                row.getString("type_schema"),
                row.getString("type_name"),
                List.of((String[]) labels.getArray()),
                row.getBoolean("is_nullable"),
                row.getString("default_value"),
                row.getBoolean("is_generated"),
                row.getInt("length"),
                row.getInt("precision"),
                row.getInt("scale"),
                row.getInt("second_decimals"));
    }

    /** Whether an insert has to name it. */
    public boolean isRequired() {
        return !isNullable && defaultValue.isEmpty() && !isGenerated;
    }
}
