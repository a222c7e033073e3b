package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.schema.TableColumn;
import dev.nvent.store.jooq.Tables;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableImpl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves values of fields from the overflow columns to columns of the user. */
@Command(
        name = "migrate",
        description = {
            "Move values of metadata fields to columns of your own.",
            "",
            "A field whose path an application has declared with StoreOptions.withFields is read from the metadata while it has "
                    + "a value there. This command moves such values to the column, in short transactions, while "
                    + "applications run; safe to interrupt and to run again. Values that the column cannot hold stay "
                    + "where they are; they are listed, and the exit code is 1."
        },
        footerHeading = "%nExample:%n",
        footer = "  nvent fields migrate flow_runs.customer_id=customer.id")
final class FieldsMigrateCommand extends DatabaseCommand {

    private static final PoolOptions POOL = PoolOptions.DEFAULT
            .withMaxSize(2)
            .withMinIdle(0)
            .withSocketTimeout(Duration.ZERO)
            .withStatementTimeout(Duration.ZERO);

    private static final Map<String, Class<? extends IndexSubject<?>>> KINDS = Map.of(
            Tables.FLOW_RUNS.getName(), IndexSubject.FlowRuns.class,
            Tables.FLOWS.getName(), IndexSubject.Flows.class,
            Tables.TRIGGERS.getName(), IndexSubject.Triggers.class,
            Tables.SCHEDULER_JOBS.getName(), IndexSubject.SchedulerJobs.class,
            Tables.INDEX_ENTRIES.getName(), IndexSubject.GenericIndex.class);

    @Parameters(
            paramLabel = "TABLE.COLUMN=PATH",
            arity = "1..*",
            description = "The column, with the table's name without prefix, and the path of the field.")
    private Map<String, String> fields;

    @Option(
            names = "--times",
            description = "Columns of type bigint hold times in milliseconds: ISO 8601 text is converted.")
    private boolean times;

    @Override
    int run(StoreOptions options) throws SQLException {
        Map<String, MetadataField<?>> own = own(options);
        StoreOptions withFields = options.withPool(POOL).withFields(own.values().toArray(MetadataField<?>[]::new));
        boolean isComplete = true;
        var results = Listing.of(
                "fields",
                "Fields",
                "No fields.",
                new Column("column", "COLUMN", Format.TEXT),
                new Column("path", "PATH", Format.TEXT),
                new Column("moved", "MOVED", Format.COUNT),
                new Column("remaining", "REMAINING", Format.COUNT),
                new Column("entries", "ENTRIES THAT DO NOT FIT", Format.TEXT));
        try (NventStore store = NventStore.open(withFields)) {
            for (var field : own.entrySet()) {
                FieldMigrationResult result = migrate(store, field.getValue());
                isComplete &= result.remaining() == 0;
                results.row(
                        field.getKey(),
                        fields.get(field.getKey()),
                        result.moved(),
                        result.remaining(),
                        examples(result));
            }
        }
        output().print(results);
        return isComplete ? ExitCode.OK : ExitCode.FAILED;
    }

    private FieldMigrationResult migrate(NventStore store, MetadataField<?> field) {
        try (Progress progress = progress("Moving", Progress.UNKNOWN_TOTAL)) {
            return store.migrateField(field, progress::stepTo);
        }
    }

    private static String examples(FieldMigrationResult result) {
        List<String> names = new ArrayList<>();
        for (FieldMigrationResult.Entry entry : result.examples()) {
            names.add(entry.index().isEmpty() ? entry.id() : entry.index() + " " + entry.id());
        }
        return String.join(", ", names) + (result.remaining() > names.size() ? ", …" : "");
    }

    private Map<String, MetadataField<?>> own(StoreOptions options) throws SQLException {
        var own = new LinkedHashMap<String, MetadataField<?>>();
        try (Connection connection = options.unpooled().getConnection()) {
            for (var field : fields.entrySet()) {
                String[] column = field.getKey().split("\\.", -1);
                if (column.length != 2 || !KINDS.containsKey(column[0])) {
                    throw CliException.usage("'" + field.getKey()
                            + "' is no column: expected TABLE.COLUMN, with one of the " + "tables "
                            + String.join(", ", KINDS.keySet().stream().sorted().toList()));
                }
                TableColumn type = type(connection, options.namespace(), column[0], column[1]);
                own.put(
                        field.getKey(),
                        field(KINDS.get(column[0]), new UserTable(column[0]), column[1], field.getValue(), type));
            }
        }
        return own;
    }

    @SuppressWarnings("unchecked") // Each kind has one record.
    private MetadataField<?> field(
            Class<? extends IndexSubject<?>> kind, UserTable table, String column, String path, TableColumn type) {
        var index = (Class<? extends IndexSubject<Record>>) kind;
        if (!type.labels().isEmpty()) {
            return ColumnField.own(index, path, table.column(column, enumType(type)), Codec.ofLabels(type.labels()));
        }
        return switch (type.type()) {
            case "text", "citext" -> ColumnField.own(index, path, table.column(column, SQLDataType.CLOB), Codec.TEXT);
            case "varchar" -> ColumnField.own(index, path, table.column(column, text(type)), Codec.TEXT);
            case "numeric" -> ColumnField.own(index, path, table.column(column, number(type)), Codec.DECIMAL);
            case "uuid" -> ColumnField.own(index, path, table.column(column, SQLDataType.UUID), Codec.UUID);
            case "date" -> ColumnField.own(index, path, table.column(column, SQLDataType.LOCALDATE), Codec.DATE);
            case "timestamptz" ->
                ColumnField.own(
                        index,
                        path,
                        table.column(column, SQLDataType.TIMESTAMPWITHTIMEZONE(type.secondDecimals())),
                        Codec.TIMESTAMP);
            case "int4" -> CounterField.own(index, path, table.column(column, SQLDataType.INTEGER));
            case "int8" ->
                times
                        ? ColumnField.own(index, path, table.column(column, SQLDataType.BIGINT), Codec.TIME)
                        : ColumnField.own(index, path, table.column(column, SQLDataType.BIGINT), Codec.LONG);
            case "bool" -> ColumnField.own(index, path, table.column(column, SQLDataType.BOOLEAN), Codec.BOOLEAN);
            case "jsonb" -> DocumentField.own(index, path, table.column(column, SQLDataType.JSONB));
            default ->
                throw CliException.failed("the type " + type.type() + " of the column " + column
                        + " holds no field: expected text, varchar, integer, bigint, boolean, numeric, uuid, date, timestamptz,"
                        + " jsonb, an enum or a domain of one of these");
        };
    }

    private static DataType<String> text(TableColumn type) {
        return type.length() == 0 ? SQLDataType.VARCHAR : SQLDataType.VARCHAR(type.length());
    }

    private static DataType<BigDecimal> number(TableColumn type) {
        return type.precision() == 0 ? SQLDataType.NUMERIC : SQLDataType.NUMERIC(type.precision(), type.scale());
    }

    private static DataType<String> enumType(TableColumn type) {
        return new DefaultDataType<>(
                SQLDialect.POSTGRES,
                String.class,
                DSL.name(type.typeSchema(), type.type()).quotedName().toString());
    }

    private static TableColumn type(Connection connection, Namespace namespace, String table, String column)
            throws SQLException {
        String physical = namespace.tablePrefix() + table;
        TableColumn found =
                TableColumn.of(connection, namespace.schema(), physical).get(column);
        if (found == null) {
            throw CliException.failed("there is no column " + column + " in " + namespace.schema() + "." + physical);
        }
        return found;
    }

    /** A table with columns that no class of this tool knows. */
    @SuppressWarnings("serial")
    private static final class UserTable extends TableImpl<Record> {

        UserTable(String name) {
            super(DSL.name(name));
        }

        <T> TableField<Record, T> column(String name, DataType<T> type) {
            return createField(DSL.name(name), type, this, "");
        }
    }
}
