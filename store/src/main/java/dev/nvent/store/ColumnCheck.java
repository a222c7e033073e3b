package dev.nvent.store;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.TableField;

/** Compares the columns of the caller's fields with the database: whether they exist, and can be written. */
final class ColumnCheck {

    private static final Operation OPEN = Operation.of("open");

    private static final Map<Class<?>, Set<String>> TYPES = Map.of(
            String.class, Set.of("text", "varchar", "bpchar", "citext", "name"),
            Integer.class, Set.of("int4", "serial"),
            Long.class, Set.of("int8", "bigserial"),
            Boolean.class, Set.of("bool"),
            JSONB.class, Set.of("jsonb"));

    private final Namespace namespace;

    ColumnCheck(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Sends one query for each table that has such a field. */
    void check(DataSource dataSource, List<MetadataField<?>> fields) {
        if (fields.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            var problems = new ArrayList<String>();
            var tables = new HashMap<String, Map<String, Column>>();
            for (MetadataField<?> field : fields) {
                TableField<?, ?> column = field.field();
                Table<?> table = column.getTable();
                String name = namespace.nameOf(table);
                if (!tables.containsKey(name)) {
                    tables.put(name, columns(connection.getMetaData(), name));
                }
                problem(column, tables.get(name))
                        .ifPresent(problem -> problems.add(name + "." + column.getName() + " " + problem));
            }
            if (!problems.isEmpty()) {
                throw new SchemaException(
                        namespace.toString(),
                        "the columns of StoreOptions.withFields as their generated classes describe them, which the migrations"
                                + " of StoreOptions.withMigrations add",
                        String.join("\n", problems),
                        null);
            }
        } catch (SQLException e) {
            DatabaseException translated = SqlStates.translate(OPEN, e);
            throw translated;
        }
    }

    private record Column(String type, boolean isNullable, boolean hasDefault, boolean isGenerated) {}

    private static Optional<String> problem(TableField<?, ?> wanted, Map<String, Column> columns) {
        Column found = columns.get(wanted.getName());
        if (found == null) {
            return Optional.of("does not exist");
        }
        if (!TYPES.getOrDefault(wanted.getType(), Set.of()).contains(found.type())) {
            return Optional.of("has the type " + found.type() + ", its class "
                    + wanted.getDataType().getTypeName());
        }
        if (found.isGenerated()) {
            return Optional.of("is a generated column, which cannot be written");
        }
        if (!found.isNullable() && !found.hasDefault()) {
            return Optional.of("is NOT NULL and has no default, so that no entry can be added without it");
        }
        return Optional.empty();
    }

    private Map<String, Column> columns(DatabaseMetaData database, String table) throws SQLException {
        var columns = new HashMap<String, Column>();
        String schema = pattern(database, namespace.schema());
        try (ResultSet found = database.getColumns(null, schema, pattern(database, table), null)) {
            while (found.next()) {
                columns.put(
                        found.getString("COLUMN_NAME"),
                        new Column(
                                found.getString("TYPE_NAME"),
                                "YES".equals(found.getString("IS_NULLABLE")),
                                found.getString("COLUMN_DEF") != null,
                                "YES".equals(found.getString("IS_GENERATEDCOLUMN"))));
            }
        }
        return columns;
    }

    private static String pattern(DatabaseMetaData database, String name) throws SQLException {
        return name.replace("_", database.getSearchStringEscape() + "_");
    }
}
