package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.FLOWS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.KV;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import dev.nvent.store.cli.PgCatalog.ColumnStatistics;
import dev.nvent.store.cli.PgCatalog.IndexStatistics;
import dev.nvent.store.cli.PgCatalog.IndexTexts;
import dev.nvent.store.cli.PgCatalog.Indexes;
import dev.nvent.store.cli.PgCatalog.Sequences;
import dev.nvent.store.cli.PgCatalog.TableStatistics;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.schema.SchemaState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.TableField;

/** Checks vacuum, dead rows, invalid indexes, row level security, numbers near their end and expired keys. */
final class TableChecks {

    private static final String SCALE_FACTOR = "autovacuum_vacuum_scale_factor";
    private static final long LARGE_TABLE_ROWS = 1_000_000;
    private static final double MAX_SCALE_FACTOR = 0.1;
    private static final long MIN_DEAD_ROWS = 10_000;
    private static final double MAX_DEAD_SHARE = 0.2;
    private static final long LARGE_INTEGER = Integer.MAX_VALUE / 10 * 9;
    private static final long MIN_UPDATES = 100_000;
    private static final BigDecimal MIN_HOT_SHARE = new BigDecimal("0.5");
    private static final int MAX_EXPIRED_KEYS = 100_000;

    private TableChecks() {}

    static List<Finding> findings(DoctorContext context) {
        if (context.status().state() != SchemaState.CURRENT) {
            return List.of();
        }
        List<TableInfo> tables = TableInfo.list(context.dsl(), context.namespace());
        return Stream.of(
                        tables.stream().flatMap(table -> autovacuum(table, context)),
                        tables.stream().flatMap(table -> dead(table, context)),
                        invalidIndexes(tables, context),
                        rowSecurity(tables, context),
                        integers(context),
                        sequences(context),
                        hotUpdates("hot_updates", FLOW_RUNS.LAST_ACTIVITY_AT, context),
                        hotUpdates("hot_flow_updates", FLOWS.STATS_RUNNING, context),
                        expired(context))
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> autovacuum(TableInfo table, DoctorContext context) {
        String name = qualifiedName(table.name(), context);
        if (table.options().contains("autovacuum_enabled=false")
                || table.options().contains("autovacuum_enabled=off")) {
            return Stream.of(Finding.problem("autovacuum_table", "off for " + table.name(), name));
        }
        double factor = table.options().stream()
                .filter(option -> option.startsWith(SCALE_FACTOR + "="))
                .mapToDouble(option -> Double.parseDouble(option.substring(SCALE_FACTOR.length() + 1)))
                .findFirst()
                .orElse(context.settings().number(SCALE_FACTOR).orElse(0));
        return table.rows() > LARGE_TABLE_ROWS && factor > MAX_SCALE_FACTOR
                ? Stream.of(Finding.warning(
                        "autovacuum_scale",
                        table.name() + " has " + Formats.count(table.rows()) + " rows and is vacuumed only after "
                                + Formats.count((long) (table.rows() * factor)) + " changed rows",
                        name))
                : Stream.of();
    }

    private static Stream<Finding> dead(TableInfo table, DoctorContext context) {
        if (table.dead() < MIN_DEAD_ROWS || table.dead() < table.rows() * MAX_DEAD_SHARE) {
            return Stream.of();
        }
        String found = table.name() + " has " + Formats.count(table.dead()) + " dead and "
                + Formats.count(table.rows()) + " live rows, last vacuum: "
                + table.vacuumed().map(Formats::time).orElse("never");
        return Stream.of(
                table.dead() < table.rows()
                        ? Finding.warning("dead_rows", found, qualifiedName(table.name(), context))
                        : Finding.problem("dead_rows", found, qualifiedName(table.name(), context)));
    }

    private static Stream<Finding> invalidIndexes(List<TableInfo> tables, DoctorContext context) {
        Long[] oids = tables.stream().map(TableInfo::oid).toArray(Long[]::new);
        return context
                .dsl()
                .select(IndexStatistics.NAME)
                .from(IndexStatistics.TABLE)
                .join(Indexes.TABLE)
                .on(Indexes.OID.eq(IndexStatistics.OID))
                .where(Indexes.TABLE_OID.eq(any(oids)))
                .and(Indexes.VALID.isFalse())
                .fetch(IndexStatistics.NAME)
                .stream()
                .map(index -> Finding.problem(
                        "invalid_index", index + " is invalid and not used by queries", qualifiedName(index, context)));
    }

    private static Stream<Finding> rowSecurity(List<TableInfo> tables, DoctorContext context) {
        return tables.stream()
                .filter(TableInfo::hasRowSecurity)
                .map(table -> Finding.warning(
                        "row_security",
                        "row level security is on for " + table.name(),
                        qualifiedName(table.name(), context)));
    }

    /** A B-tree of the Node adapter's on a column that nearly every update changes. */
    private static Stream<Finding> hotUpdates(String check, TableField<?, ?> column, DoctorContext context) {
        String schema = context.namespace().schema();
        String table = context.namespace().nameOf(column.getTable());
        return context
                .dsl()
                .select(IndexTexts.NAME, TableStatistics.UPDATED, TableStatistics.HOT_UPDATED)
                .from(IndexTexts.TABLE)
                .join(TableStatistics.TABLE)
                .on(TableStatistics.SCHEMA.eq(IndexTexts.SCHEMA), TableStatistics.NAME.eq(IndexTexts.TABLE_NAME))
                .where(IndexTexts.SCHEMA.eq(schema), IndexTexts.TABLE_NAME.eq(table))
                .and(IndexTexts.SQL.contains("USING btree (" + column.getName()))
                .and(TableStatistics.UPDATED.ge(MIN_UPDATES))
                .and(TableStatistics.HOT_UPDATED.lt(TableStatistics.UPDATED.times(MIN_HOT_SHARE)))
                .stream()
                .map(index -> Finding.warning(
                        check,
                        "%d %% of %s updates of %s are HOT"
                                .formatted(index.value3() * 100 / index.value2(), Formats.count(index.value2()), table),
                        qualifiedName(index.value1(), context),
                        index.value1(),
                        qualifiedName(table, context)));
    }

    /** Versions and counters, from the statistics of the planner, which read no table. */
    private static Stream<Finding> integers(DoctorContext context) {
        Map<String, Set<String>> columns = new Catalog()
                .indexTables().stream()
                        .collect(Collectors.toMap(
                                table -> context.namespace().nameOf(table.table()), TableChecks::integerColumns));
        return context
                .dsl()
                .select(
                        ColumnStatistics.TABLE_NAME,
                        ColumnStatistics.COLUMN,
                        ColumnStatistics.MOST_COMMON,
                        ColumnStatistics.BOUNDS)
                .from(ColumnStatistics.TABLE)
                .where(ColumnStatistics.SCHEMA.eq(context.namespace().schema()))
                .and(ColumnStatistics.TABLE_NAME.in(columns.keySet()))
                .fetch()
                .stream()
                .filter(row -> columns.get(row.value1()).contains(row.value2()))
                .filter(row -> Stream.of(row.value3(), row.value4())
                        .filter(Objects::nonNull)
                        .flatMap(values ->
                                Stream.of(values.replaceAll("[{}]", "").split(",")))
                        .anyMatch(number -> Long.parseLong(number) > LARGE_INTEGER))
                .map(row -> row.value2().equals(FLOW_RUNS.VERSION.getName())
                        ? Finding.warning(
                                "versions", row.value1() + " has entries that were changed almost two billion times")
                        : Finding.warning(
                                "counters", row.value1() + "." + row.value2() + " has reached almost two billion"));
    }

    private static Set<String> integerColumns(IndexTable<?> table) {
        return Stream.concat(
                        Stream.of(table.version()),
                        table.fields().routes().stream()
                                .filter(CounterField.class::isInstance)
                                .map(MetadataField::field))
                .map(Field::getName)
                .collect(Collectors.toSet());
    }

    private static Stream<Finding> sequences(DoctorContext context) {
        return context
                .dsl()
                .select(Sequences.NAME, Sequences.LAST)
                .from(Sequences.TABLE)
                .where(Sequences.SCHEMA.eq(context.namespace().schema()))
                .and(Sequences.NAME.startsWith(context.namespace().tablePrefix()))
                .and(Sequences.LAST.gt(Sequences.MAX.div(10).times(9)))
                .fetch()
                .stream()
                .map(row -> Finding.problem(
                        "sequence_limits",
                        row.value1() + " is at " + row.value2(),
                        qualifiedName(row.value1(), context)));
    }

    private static Stream<Finding> expired(DoctorContext context) {
        int expired = context.dsl()
                .fetchCount(context.dsl()
                        .selectOne()
                        .from(KV)
                        .where(KV.EXPIRES_AT.le(currentOffsetDateTime()))
                        .limit(MAX_EXPIRED_KEYS));
        return Stream.of(
                expired < MAX_EXPIRED_KEYS
                        ? Finding.ok("expired_keys", Formats.count(expired, "expired key"))
                        : Finding.warning("expired_keys", "at least " + Formats.count(expired, "expired key")));
    }

    private static String qualifiedName(String name, DoctorContext context) {
        return '"' + context.namespace().schema() + "\".\"" + name + '"';
    }
}
