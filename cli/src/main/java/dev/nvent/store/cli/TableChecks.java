package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.KV;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import dev.nvent.store.cli.PgCatalog.IndexStatistics;
import dev.nvent.store.cli.PgCatalog.Indexes;
import dev.nvent.store.cli.StoredTables.StoredTable;
import dev.nvent.store.schema.SchemaState;
import java.util.List;
import java.util.stream.Stream;

/** Whether the tables are looked after. */
final class TableChecks {

    private static final String SCALE_FACTOR = "autovacuum_vacuum_scale_factor";
    private static final long BIG = 1_000_000;
    private static final double LARGE_FACTOR = 0.1;
    private static final long MANY_DEAD = 10_000;
    private static final double LARGE_SHARE = 0.2;
    private static final int MANY_EXPIRED = 100_000;

    private TableChecks() {}

    static List<Finding> findings(Patient patient) {
        if (patient.status().state() != SchemaState.CURRENT) {
            return List.of();
        }
        List<StoredTable> tables = StoredTables.all(patient.dsl(), patient.namespace());
        return Stream.of(
                        tables.stream().flatMap(table -> autovacuum(table, patient)),
                        tables.stream().flatMap(table -> dead(table, patient)),
                        invalidIndexes(tables, patient),
                        expired(patient))
                .flatMap(findings -> findings)
                .toList();
    }

    private static Stream<Finding> autovacuum(StoredTable table, Patient patient) {
        String name = physical(table.name(), patient);
        if (table.options().contains("autovacuum_enabled=false")
                || table.options().contains("autovacuum_enabled=off")) {
            return Stream.of(Finding.problem("autovacuum_table", "off for " + table.name(), name));
        }
        double factor = table.options().stream()
                .filter(option -> option.startsWith(SCALE_FACTOR + "="))
                .mapToDouble(option -> Double.parseDouble(option.substring(SCALE_FACTOR.length() + 1)))
                .findFirst()
                .orElse(patient.settings().number(SCALE_FACTOR).orElse(0));
        return table.rows() > BIG && factor > LARGE_FACTOR
                ? Stream.of(Finding.warning(
                        "autovacuum_scale",
                        table.name() + ", with " + Shown.count(table.rows()) + " rows, is vacuumed only after "
                                + Shown.count((long) (table.rows() * factor)) + " of them changed",
                        name))
                : Stream.of();
    }

    private static Stream<Finding> dead(StoredTable table, Patient patient) {
        if (table.dead() < MANY_DEAD || table.dead() < table.rows() * LARGE_SHARE) {
            return Stream.of();
        }
        String found = table.name() + " has " + Shown.count(table.dead()) + " dead rows beside "
                + Shown.count(table.rows()) + " live ones, vacuumed "
                + table.vacuumed().map(Shown::time).orElse("never");
        return Stream.of(
                table.dead() < table.rows()
                        ? Finding.warning("dead_rows", found, physical(table.name(), patient))
                        : Finding.problem("dead_rows", found, physical(table.name(), patient)));
    }

    private static Stream<Finding> invalidIndexes(List<StoredTable> tables, Patient patient) {
        Long[] oids = tables.stream().map(StoredTable::oid).toArray(Long[]::new);
        return patient
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
                        "invalid_index", index + " is not valid and serves no query", physical(index, patient)));
    }

    private static Stream<Finding> expired(Patient patient) {
        int expired = patient.dsl()
                .fetchCount(patient.dsl()
                        .selectOne()
                        .from(KV)
                        .where(KV.EXPIRES_AT.le(currentOffsetDateTime()))
                        .limit(MANY_EXPIRED));
        return Stream.of(
                expired < MANY_EXPIRED
                        ? Finding.ok("expired_keys", Shown.count(expired) + " keys have expired")
                        : Finding.warning("expired_keys", "at least " + Shown.count(expired) + " keys have expired"));
    }

    private static String physical(String name, Patient patient) {
        return '"' + patient.namespace().schema() + "\".\"" + name + '"';
    }
}
