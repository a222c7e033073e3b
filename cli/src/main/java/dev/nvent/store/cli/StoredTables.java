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

/** The tables of one store, partitions included, as PostgreSQL's statistics know them. */
final class StoredTables {

    private static final String PARTITIONED = "p";

    private StoredTables() {}

    /**
     * One table.
     *
     * @param name without the schema
     * @param rows as the planner believes; what was never analyzed is counted by its inserts and deletes
     * @param bytes with indexes
     * @param options its storage parameters, {@code name=value}
     */
    record StoredTable(
            long oid,
            String name,
            long rows,
            long bytes,
            long indexBytes,
            long dead,
            Optional<Instant> vacuumed,
            List<String> options) {}

    /** All of them, the largest first. The parent of partitions, which holds nothing itself, is left out. */
    static List<StoredTable> all(DSLContext dsl, Namespace namespace) {
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
                .fetch(StoredTables::table);
    }

    private static StoredTable table(Record row) {
        float planned = row.get(Relations.ROWS);
        Long live = row.get(TableStatistics.LIVE);
        Long dead = row.get(TableStatistics.DEAD);
        String[] options = row.get(Relations.OPTIONS);
        return new StoredTable(
                row.get(Relations.OID),
                row.get(Relations.NAME),
                planned < 0 || live != null && live > planned ? live == null ? 0 : live : (long) planned,
                row.get("bytes", Long.class),
                row.get("index_bytes", Long.class),
                dead == null ? 0 : dead,
                Stream.of(row.get(TableStatistics.VACUUMED), row.get(TableStatistics.AUTOVACUUMED))
                        .filter(time -> time != null)
                        .map(OffsetDateTime::toInstant)
                        .max(Instant::compareTo),
                options == null ? List.of() : List.of(options));
    }
}
