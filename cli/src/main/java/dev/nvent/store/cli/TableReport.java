package dev.nvent.store.cli;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.noCondition;

import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.cli.PgCatalog.DatabaseStatistics;
import dev.nvent.store.cli.PgCatalog.IndexStatistics;
import dev.nvent.store.cli.PgCatalog.Indexes;
import dev.nvent.store.schema.Namespace;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Sizes of tables and indexes, and unused indexes. */
final class TableReport {

    private final DSLContext dsl;
    private final List<TableInfo> tables;
    private final int top;

    TableReport(DSLContext dsl, Namespace namespace, int top) {
        this.dsl = dsl;
        this.tables = TableInfo.list(dsl, namespace);
        this.top = top;
    }

    Listing tables() {
        var listing = Listing.of(
                "tables",
                "Tables",
                "No tables.",
                new Column("table", "TABLE", Format.TEXT),
                new Column("estimatedRows", "ROWS", Format.ESTIMATE),
                new Column("deadRows", "DEAD", Format.ESTIMATE),
                new Column("bytes", "SIZE", Format.BYTES),
                new Column("indexBytes", "INDEXES", Format.BYTES),
                new Column("vacuumed", "VACUUMED", Format.TIME));
        tables.forEach(table -> listing.row(
                table.name(),
                table.isInShards() ? null : table.rows(),
                table.isInShards() ? null : table.dead(),
                table.bytes(),
                table.indexBytes(),
                table.vacuumed().orElse(null)));
        return listing;
    }

    Listing indexes() {
        return listing("indexes", "Largest indexes", "No indexes.", noCondition(), top);
    }

    /** Indexes that were never scanned. Unique indexes are left out, because they enforce a constraint. */
    Listing unusedIndexes() {
        OffsetDateTime since = dsl.select(DatabaseStatistics.SINCE)
                .from(DatabaseStatistics.TABLE)
                .where(DatabaseStatistics.NAME.eq(PgCatalog.database()))
                .fetchSingle()
                .value1();
        String title = "Indexes not used by queries on this server since "
                + (since == null ? "statistics collection began" : Formats.time(since.toInstant()));
        Condition unused = IndexStatistics.SCANS.eq(0L).and(Indexes.UNIQUE.isFalse());
        return listing("unusedIndexes", title, "No unused indexes.", unused, Integer.MAX_VALUE);
    }

    private Listing listing(String key, String title, String emptyText, Condition condition, int limit) {
        var listing = Listing.of(
                key,
                title,
                emptyText,
                new Column("index", "INDEX", Format.TEXT),
                new Column("table", "TABLE", Format.TEXT),
                new Column("bytes", "SIZE", Format.BYTES),
                new Column("scans", "SCANS", Format.COUNT));
        Field<Long> size = PgCatalog.relationSize(IndexStatistics.OID);
        dsl.select(IndexStatistics.NAME, IndexStatistics.TABLE_OID, size, IndexStatistics.SCANS)
                .from(IndexStatistics.TABLE)
                .join(Indexes.TABLE)
                .on(Indexes.OID.eq(IndexStatistics.OID))
                .where(tables.isEmpty() ? falseCondition() : IndexStatistics.TABLE_OID.eq(any(oids())))
                .and(condition)
                .orderBy(size.desc(), IndexStatistics.NAME)
                .limit(limit)
                .forEach(row -> listing.row(row.value1(), nameOf(row.value2()), row.value3(), row.value4()));
        return listing;
    }

    /** Without tables in shards, whose own indexes are empty. */
    private Long[] oids() {
        return tables.stream()
                .filter(table -> !table.isInShards())
                .map(TableInfo::oid)
                .toArray(Long[]::new);
    }

    private String nameOf(long oid) {
        return tables.stream()
                .filter(table -> table.oid() == oid)
                .map(TableInfo::name)
                .findFirst()
                .orElseThrow();
    }
}
