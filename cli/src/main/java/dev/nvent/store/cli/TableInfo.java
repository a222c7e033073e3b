package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.STREAM_TYPES;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import dev.nvent.store.cli.PgCatalog.CitusTables;
import dev.nvent.store.cli.PgCatalog.Inheritance;
import dev.nvent.store.cli.PgCatalog.Namespaces;
import dev.nvent.store.cli.PgCatalog.Parents;
import dev.nvent.store.cli.PgCatalog.Relations;
import dev.nvent.store.cli.PgCatalog.TableStatistics;
import dev.nvent.store.jooq.Nvent;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/**
 * Size and statistics of one table of a store, from PostgreSQL's catalog.
 *
 * @param name the name without its schema
 * @param rows the planner's estimate, or the statistics' count of live rows if that is larger
 * @param bytes the total size, indexes included
 * @param options storage parameters as {@code name=value}
 * @param hasRowSecurity whether row level security is on
 * @param isInShards whether Citus keeps the rows in shards, of which only the size is known here
 * @param parent the name of the table of which it is a partition
 */
record TableInfo(
        long oid,
        String name,
        long rows,
        long bytes,
        long indexBytes,
        long dead,
        Optional<Instant> vacuumed,
        List<String> options,
        boolean hasRowSecurity,
        boolean isInShards,
        Optional<String> parent) {

    private static final String PARTITIONED = "p";
    private static final String PARENT = "parent_name";

    /** The tables and partitions of a store, largest first, without the partitioned parent tables. */
    static List<TableInfo> list(DSLContext dsl, Namespace namespace) {
        List<String> names = new ArrayList<>(
                dsl.select(STREAM_TYPES.TABLE_NAME).from(STREAM_TYPES).fetch(STREAM_TYPES.TABLE_NAME));
        Nvent.NVENT.getTables().stream()
                .filter(table -> table.getTableType().isTable())
                .forEach(table -> names.add(namespace.nameOf(table)));
        boolean hasCitus = CitusChecks.version(dsl).isPresent();
        Condition isInShards = hasCitus
                ? exists(selectOne().from(CitusTables.TABLE).where(CitusTables.OID.eq(Relations.OID)))
                : falseCondition();
        Field<Long> bytes = PgCatalog.totalSize(Relations.OID);
        Field<Long> indexBytes = PgCatalog.indexesSize(Relations.OID);
        if (hasCitus) {
            Field<Long> shardBytes = PgCatalog.totalShardSize(Relations.OID);
            bytes = when(isInShards, shardBytes).otherwise(bytes);
            indexBytes = when(isInShards, shardBytes.minus(PgCatalog.shardSize(Relations.OID)))
                    .otherwise(indexBytes);
        }
        return dsl.select(
                        Relations.OID,
                        Relations.NAME,
                        Relations.ROWS,
                        Relations.OPTIONS,
                        Relations.ROW_SECURITY,
                        bytes.as("bytes"),
                        indexBytes.as("index_bytes"),
                        field(isInShards).as("is_in_shards"),
                        TableStatistics.LIVE,
                        TableStatistics.DEAD,
                        TableStatistics.VACUUMED,
                        TableStatistics.AUTOVACUUMED,
                        Parents.NAME.as(PARENT))
                .from(Relations.TABLE)
                .join(Namespaces.TABLE)
                .on(Namespaces.OID.eq(Relations.NAMESPACE))
                .leftJoin(TableStatistics.TABLE)
                .on(TableStatistics.OID.eq(Relations.OID))
                .leftJoin(Inheritance.TABLE)
                .on(Inheritance.OID.eq(Relations.OID))
                .leftJoin(Parents.TABLE)
                .on(Parents.OID.eq(Inheritance.PARENT))
                .where(Namespaces.NAME.eq(namespace.schema()))
                .and(Relations.NAME
                        .eq(any(names.toArray(String[]::new)))
                        .or(Parents.NAME.eq(any(names.toArray(String[]::new)))))
                .and(Relations.KIND.ne(PARTITIONED))
                .orderBy(bytes.desc(), Relations.NAME)
                .fetch(TableInfo::of);
    }

    /** Selects the table of a stream type, or its parts if it is split. */
    static List<TableInfo> of(StreamType type, List<TableInfo> tables) {
        return tables.stream()
                .filter(table -> table.name().equals(type.tableName())
                        || table.parent().filter(type.tableName()::equals).isPresent())
                .toList();
    }

    private static TableInfo of(Record row) {
        Long dead = row.get(TableStatistics.DEAD);
        String[] options = row.get(Relations.OPTIONS);
        return new TableInfo(
                row.get(Relations.OID),
                row.get(Relations.NAME),
                rows(row.get(Relations.ROWS), row.get(TableStatistics.LIVE)),
                row.get("bytes", Long.class),
                row.get("index_bytes", Long.class),
                dead == null ? 0 : dead,
                Stream.of(row.get(TableStatistics.VACUUMED), row.get(TableStatistics.AUTOVACUUMED))
                        .filter(time -> time != null)
                        .map(OffsetDateTime::toInstant)
                        .max(Instant::compareTo),
                options == null ? List.of() : List.of(options),
                row.get(Relations.ROW_SECURITY),
                row.get("is_in_shards", Boolean.class),
                Optional.ofNullable(row.get(PARENT, String.class)));
    }

    /** The estimate is -1 for a table that was never analyzed. */
    private static long rows(float estimate, Long live) {
        return Math.max(Math.max(0, (long) estimate), live == null ? 0 : live);
    }
}
