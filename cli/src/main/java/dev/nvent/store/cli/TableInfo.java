package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.STREAM_TYPES;
import static org.jooq.impl.DSL.any;

import dev.nvent.store.cli.PgCatalog.Namespaces;
import dev.nvent.store.cli.PgCatalog.Relations;
import dev.nvent.store.cli.PgCatalog.TableStatistics;
import dev.nvent.store.jooq.Nvent;
import dev.nvent.store.schema.Namespace;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Size and statistics of one table of a store, from PostgreSQL's catalog.
 *
 * @param name the name without its schema
 * @param rows the planner's estimate, or the statistics' count of live rows if that is larger
 * @param bytes the total size, indexes included
 * @param options storage parameters as {@code name=value}
 * @param hasRowSecurity whether row level security is on
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
        boolean hasRowSecurity) {

    private static final String PARTITIONED = "p";

    /** The tables and partitions of a store, largest first, without the partitioned parent tables. */
    static List<TableInfo> list(DSLContext dsl, Namespace namespace) {
        List<String> names = new ArrayList<>(
                dsl.select(STREAM_TYPES.TABLE_NAME).from(STREAM_TYPES).fetch(STREAM_TYPES.TABLE_NAME));
        Nvent.NVENT.getTables().stream()
                .filter(table -> !table.getTableType().isFunction())
                .forEach(table -> names.add(namespace.nameOf(table)));
        return dsl.select(
                        Relations.OID,
                        Relations.NAME,
                        Relations.ROWS,
                        Relations.OPTIONS,
                        Relations.ROW_SECURITY,
                        PgCatalog.totalSize(Relations.OID).as("bytes"),
                        PgCatalog.indexesSize(Relations.OID).as("index_bytes"),
                        TableStatistics.LIVE,
                        TableStatistics.DEAD,
                        TableStatistics.VACUUMED,
                        TableStatistics.AUTOVACUUMED)
                .from(Relations.TABLE)
                .join(Namespaces.TABLE)
                .on(Namespaces.OID.eq(Relations.NAMESPACE))
                .leftJoin(TableStatistics.TABLE)
                .on(TableStatistics.OID.eq(Relations.OID))
                .where(Namespaces.NAME.eq(namespace.schema()))
                .and(Relations.NAME.eq(any(names.toArray(String[]::new))))
                .and(Relations.KIND.ne(PARTITIONED))
                .orderBy(PgCatalog.totalSize(Relations.OID).desc(), Relations.NAME)
                .fetch(TableInfo::of);
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
                row.get(Relations.ROW_SECURITY));
    }

    /** The estimate is -1 for a table that was never analyzed. */
    private static long rows(float estimate, Long live) {
        return Math.max(Math.max(0, (long) estimate), live == null ? 0 : live);
    }
}
