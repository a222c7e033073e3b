package dev.nvent.store;

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.schema.TableColumn;
import dev.nvent.store.internal.sql.SqlStates;
import dev.nvent.store.schema.Namespace;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.TableField;

/** Compares the caller's columns and tables with the database: whether they exist, and can be written. */
final class ColumnCheck {

    private static final Operation OPEN = Operation.of("open");

    /** Types that keep what is written: char(n) pads text, and name cuts it. */
    private static final Map<Class<?>, Set<String>> TYPES = Map.of(
            String.class, Set.of("text", "varchar", "citext"),
            Integer.class, Set.of("int4"),
            Long.class, Set.of("int8"),
            Boolean.class, Set.of("bool"),
            BigDecimal.class, Set.of("numeric"),
            UUID.class, Set.of("uuid"),
            LocalDate.class, Set.of("date"),
            OffsetDateTime.class, Set.of("timestamptz"),
            Instant.class, Set.of("timestamptz"),
            JSONB.class, Set.of("jsonb"));

    /** The decimals of seconds without a limit. */
    private static final int MICROSECONDS = 6;

    private final Namespace namespace;

    ColumnCheck(Namespace namespace) {
        this.namespace = namespace;
    }

    /** Sends one query for each table that has such a field, and two for each table of an index. */
    void check(DataSource dataSource, List<MetadataField<?>> fields, List<IndexDefinition<?>> indexes) {
        if (fields.isEmpty() && indexes.isEmpty()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            var problems = new ArrayList<String>();
            var tables = new HashMap<String, Map<String, TableColumn>>();
            for (MetadataField<?> field : fields) {
                Table<?> table = Objects.requireNonNull(field.field().getTable());
                String name = namespace.nameOf(table);
                if (!tables.containsKey(name)) {
                    tables.put(name, columns(connection, table));
                }
                problem(name, field.field(), labels(field), tables.get(name), Use.FIELD_OF_STORE)
                        .ifPresent(problems::add);
            }
            for (IndexDefinition<?> index : indexes) {
                problems.addAll(problems(connection, index));
            }
            if (!problems.isEmpty()) {
                throw new SchemaException(
                        namespace.toString(),
                        "the columns of StoreOptions.withFields and withIndexes as their generated classes describe them, which"
                                + " the migrations of StoreOptions.withMigrations add",
                        String.join("\n", problems),
                        null);
            }
        } catch (SQLException e) {
            throw SqlStates.translate(OPEN, e);
        }
    }

    /** How the store uses a column, and the properties that the column needs for it. */
    private enum Use {
        FIELD_OF_STORE(
                TableColumn::isRequired, "is NOT NULL and has no default, so that no entry can be added without it"),
        FIELD(column -> false, ""),
        KEY(TableColumn::isNullable, "takes NULL: make it NOT NULL"),
        VERSION(column -> !column.defaultValue().equals("0"), "needs the default 0"),
        UPDATED_AT(column -> column.defaultValue().isEmpty(), "needs a default: now()"),
        NONE(TableColumn::isRequired, "is NOT NULL, has no default, and is no part of the definition");

        private final Predicate<TableColumn> isWrong;
        private final String problem;

        Use(Predicate<TableColumn> isWrong, String problem) {
            this.isWrong = isWrong;
            this.problem = problem;
        }

        Optional<String> problem(TableColumn column) {
            return isWrong.test(column) ? Optional.of(problem) : Optional.empty();
        }
    }

    private static Optional<String> problem(
            String table, TableField<?, ?> wanted, List<String> labels, Map<String, TableColumn> columns, Use use) {
        TableColumn found = columns.get(wanted.getName());
        Optional<String> problem;
        if (found == null) {
            problem = Optional.of("does not exist");
        } else if (!hasType(found, wanted, labels)) {
            problem = Optional.of("has the type " + found.type() + ", its class "
                    + wanted.getDataType().getTypeName());
        } else if (isSmaller(found, wanted.getDataType())) {
            problem = Optional.of(
                    "has a smaller size than its class: " + wanted.getDataType().getCastTypeName());
        } else if (!found.labels().containsAll(labels)) {
            problem = Optional.of(
                    "has the type " + found.type() + " without " + missing(labels, found) + ", which its class has");
        } else if (found.isGenerated()) {
            problem = Optional.of("is a generated column, which cannot be written");
        } else {
            problem = use.problem(found);
        }
        return problem.map(text -> table + "." + wanted.getName() + " " + text);
    }

    private static boolean hasType(TableColumn found, TableField<?, ?> wanted, List<String> labels) {
        if (labels.isEmpty()) {
            return TYPES.getOrDefault(wanted.getType(), Set.of()).contains(found.type());
        }
        return !found.labels().isEmpty()
                && (wanted.getType() == String.class
                        || nameOfEnum(wanted.getType()).equals(found.type()));
    }

    /** PostgreSQL would cut off or round what the class lets through. */
    private static boolean isSmaller(TableColumn found, DataType<?> wanted) {
        if (wanted.getType() == BigDecimal.class) {
            return found.precision() > 0 && (!wanted.precisionDefined() || wanted.scale() > found.scale());
        }
        if (TYPES.getOrDefault(wanted.getType(), Set.of()).contains("timestamptz")) {
            return found.secondDecimals() < (wanted.precisionDefined() ? wanted.precision() : MICROSECONDS);
        }
        return found.length() > 0 && (!wanted.lengthDefined() || wanted.length() > found.length());
    }

    private static String nameOfEnum(Class<?> type) {
        return ((EnumType) type.getEnumConstants()[0]).getName();
    }

    private static String missing(List<String> labels, TableColumn found) {
        return labels.stream().filter(label -> !found.labels().contains(label)).collect(Collectors.joining(", "));
    }

    private static List<String> labels(MetadataField<?> field) {
        return field instanceof ColumnField<?, ?, ?> column ? column.codec().labels() : List.of();
    }

    private List<String> problems(Connection connection, IndexDefinition<?> index) throws SQLException {
        String name = namespace.nameOf(index.table());
        Map<String, TableColumn> columns = columns(connection, index.table());
        if (columns.isEmpty()) {
            return List.of(name + " does not exist in the schema " + namespace.schemaOf(index.table()));
        }
        var problems = new ArrayList<String>();
        var others = new TreeMap<>(columns);
        Map<String, List<String>> labels = index.fields().stream()
                .collect(Collectors.toMap(field -> field.field().getName(), ColumnCheck::labels));
        uses(index).forEach((column, use) -> {
            problem(name, column, labels.getOrDefault(column.getName(), List.of()), columns, use)
                    .ifPresent(problems::add);
            others.remove(column.getName());
        });
        others.forEach((column, found) ->
                Use.NONE.problem(found).ifPresent(problem -> problems.add(name + "." + column + " " + problem)));
        var key = new TreeSet<>(Set.of(index.id().getName()));
        index.key().ifPresent(column -> key.add(column.getName()));
        if (!uniqueKeys(connection.getMetaData(), index.table()).contains(key)) {
            problems.add(name + " has no primary key, and no unique constraint, of " + String.join(" and ", key));
        }
        return problems;
    }

    private static Map<TableField<?, ?>, Use> uses(IndexDefinition<?> index) {
        var uses = new LinkedHashMap<TableField<?, ?>, Use>();
        index.fields().forEach(field -> uses.put(field.field(), Use.FIELD));
        index.key().ifPresent(column -> uses.put(column, Use.KEY));
        uses.put(index.id(), Use.KEY);
        uses.put(index.score(), Use.KEY);
        uses.put(index.version(), Use.VERSION);
        index.updatedAt().ifPresent(column -> uses.put(column, Use.UPDATED_AT));
        return uses;
    }

    private Map<String, TableColumn> columns(Connection connection, Table<?> table) throws SQLException {
        return TableColumn.of(connection, namespace.schemaOf(table), namespace.nameOf(table));
    }

    /** The columns of each unique index that holds all rows. */
    private Set<Set<String>> uniqueKeys(DatabaseMetaData database, Table<?> table) throws SQLException {
        var keys = new HashMap<String, Set<String>>();
        try (ResultSet found =
                database.getIndexInfo(null, namespace.schemaOf(table), namespace.nameOf(table), true, true)) {
            while (found.next()) {
                if (found.getString("FILTER_CONDITION") == null) {
                    keys.computeIfAbsent(found.getString("INDEX_NAME"), name -> new HashSet<>())
                            .add(found.getString("COLUMN_NAME"));
                }
            }
        }
        return Set.copyOf(keys.values());
    }
}
