package dev.nvent.store.cli;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.OffsetDateTime;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Tables, columns and functions of PostgreSQL's system catalog that the commands query. */
final class PgCatalog {

    private static final String CATALOG = "pg_catalog";

    private PgCatalog() {}

    /** Tables and indexes. */
    static final class Relations {
        static final Table<Record> TABLE = catalog("pg_class", "relation");
        static final Field<Long> OID = column("relation", "oid", Long.class);
        static final Field<Long> NAMESPACE = column("relation", "relnamespace", Long.class);
        static final Field<String> NAME = column("relation", "relname", String.class);
        static final Field<String> KIND = column("relation", "relkind", String.class);
        static final Field<Float> ROWS = column("relation", "reltuples", Float.class);
        static final Field<String[]> OPTIONS = column("relation", "reloptions", String[].class);
        static final Field<Boolean> ROW_SECURITY = column("relation", "relrowsecurity", Boolean.class);

        private Relations() {}
    }

    /** The table that a partition belongs to. */
    static final class Parents {
        static final Table<Record> TABLE = catalog("pg_class", "parent");
        static final Field<Long> OID = column("parent", "oid", Long.class);
        static final Field<String> NAME = column("parent", "relname", String.class);

        private Parents() {}
    }

    static final class Inheritance {
        static final Table<Record> TABLE = catalog("pg_inherits", "inheritance");
        static final Field<Long> OID = column("inheritance", "inhrelid", Long.class);
        static final Field<Long> PARENT = column("inheritance", "inhparent", Long.class);

        private Inheritance() {}
    }

    static final class Namespaces {
        static final Table<Record> TABLE = catalog("pg_namespace", "namespace");
        static final Field<Long> OID = column("namespace", "oid", Long.class);
        static final Field<String> NAME = column("namespace", "nspname", String.class);

        private Namespaces() {}
    }

    static final class TableStatistics {
        static final Table<Record> TABLE = catalog("pg_stat_all_tables", "activity");
        static final Field<Long> OID = column("activity", "relid", Long.class);
        static final Field<Long> LIVE = column("activity", "n_live_tup", Long.class);
        static final Field<Long> DEAD = column("activity", "n_dead_tup", Long.class);
        static final Field<Long> UPDATED = column("activity", "n_tup_upd", Long.class);
        static final Field<Long> HOT_UPDATED = column("activity", "n_tup_hot_upd", Long.class);
        static final Field<String> SCHEMA = column("activity", "schemaname", String.class);
        static final Field<String> NAME = column("activity", "relname", String.class);
        static final Field<OffsetDateTime> VACUUMED = column("activity", "last_vacuum", OffsetDateTime.class);
        static final Field<OffsetDateTime> AUTOVACUUMED = column("activity", "last_autovacuum", OffsetDateTime.class);

        private TableStatistics() {}
    }

    static final class IndexStatistics {
        static final Table<Record> TABLE = catalog("pg_stat_all_indexes", "usage");
        static final Field<Long> OID = column("usage", "indexrelid", Long.class);
        static final Field<Long> TABLE_OID = column("usage", "relid", Long.class);
        static final Field<String> NAME = column("usage", "indexrelname", String.class);
        static final Field<Long> SCANS = column("usage", "idx_scan", Long.class);

        private IndexStatistics() {}
    }

    static final class Sequences {
        static final Table<Record> TABLE = catalog("pg_sequences", "numbers");
        static final Field<String> SCHEMA = column("numbers", "schemaname", String.class);
        static final Field<String> NAME = column("numbers", "sequencename", String.class);
        static final Field<Long> LAST = column("numbers", "last_value", Long.class);
        static final Field<Long> MAX = column("numbers", "max_value", Long.class);

        private Sequences() {}
    }

    /** The statistics of the planner about the values of columns. */
    static final class ColumnStatistics {
        static final Table<Record> TABLE = catalog("pg_stats", "statistics");
        static final Field<String> SCHEMA = column("statistics", "schemaname", String.class);
        static final Field<String> TABLE_NAME = column("statistics", "tablename", String.class);
        static final Field<String> COLUMN = column("statistics", "attname", String.class);
        static final Field<String> MOST_COMMON =
                column("statistics", "most_common_vals", Object.class).cast(String.class);
        static final Field<String> BOUNDS =
                column("statistics", "histogram_bounds", Object.class).cast(String.class);

        private ColumnStatistics() {}
    }

    static final class Indexes {
        static final Table<Record> TABLE = catalog("pg_index", "definition");
        static final Field<Long> OID = column("definition", "indexrelid", Long.class);
        static final Field<Long> TABLE_OID = column("definition", "indrelid", Long.class);
        static final Field<Boolean> UNIQUE = column("definition", "indisunique", Boolean.class);
        static final Field<Boolean> VALID = column("definition", "indisvalid", Boolean.class);

        private Indexes() {}
    }

    static final class IndexTexts {
        static final Table<Record> TABLE = catalog("pg_indexes", "text");
        static final Field<String> SCHEMA = column("text", "schemaname", String.class);
        static final Field<String> TABLE_NAME = column("text", "tablename", String.class);
        static final Field<String> NAME = column("text", "indexname", String.class);
        static final Field<String> SQL = column("text", "indexdef", String.class);

        private IndexTexts() {}
    }

    static final class Settings {
        static final Table<Record> TABLE = catalog("pg_settings", "setting");
        static final Field<String> NAME = column("setting", "name", String.class);
        static final Field<String> VALUE = column("setting", "setting", String.class);
        static final Field<String> UNIT = column("setting", "unit", String.class);

        private Settings() {}
    }

    static final class Sessions {
        static final Table<Record> TABLE = catalog("pg_stat_activity", "session");
        static final Field<Integer> PID = column("session", "pid", Integer.class);
        static final Field<String> USER = column("session", "usename", String.class);
        static final Field<String> KIND = column("session", "backend_type", String.class);
        static final Field<String> STATE = column("session", "state", String.class);
        static final Field<OffsetDateTime> TRANSACTION_START = column("session", "xact_start", OffsetDateTime.class);

        private Sessions() {}

        /** A session of another role, whose details this role may not see. Background processes have no role. */
        static Condition isHidden() {
            return KIND.isNull().and(USER.isNotNull());
        }
    }

    static final class Encryption {
        static final Table<Record> TABLE = catalog("pg_stat_ssl", "encryption");
        static final Field<Integer> PID = column("encryption", "pid", Integer.class);
        static final Field<Boolean> ON = column("encryption", "ssl", Boolean.class);
        static final Field<String> VERSION = column("encryption", "version", String.class);

        private Encryption() {}
    }

    static final class PreparedTransactions {
        static final Table<Record> TABLE = catalog("pg_prepared_xacts", "prepared");
        static final Field<OffsetDateTime> SINCE = column("prepared", "prepared", OffsetDateTime.class);

        private PreparedTransactions() {}
    }

    static final class Replicas {
        static final Table<Record> TABLE = catalog("pg_stat_replication", "replica");

        private Replicas() {}
    }

    static final class ReplicationSlots {
        static final Table<Record> TABLE = catalog("pg_replication_slots", "slot");
        static final Field<String> NAME = column("slot", "slot_name", String.class);
        static final Field<Boolean> ACTIVE = column("slot", "active", Boolean.class);

        private ReplicationSlots() {}
    }

    static final class Extensions {
        static final Table<Record> TABLE = catalog("pg_extension", "extension");
        static final Field<String> NAME = column("extension", "extname", String.class);
        static final Field<String> VERSION = column("extension", "extversion", String.class);

        private Extensions() {}
    }

    /** Tables whose rows are in shards, on this node or on others; only where Citus is installed. */
    static final class CitusTables {
        static final Table<Record> TABLE = catalog("pg_dist_partition", "distributed");
        static final Field<Long> OID = column("distributed", "logicalrelid", Long.class);

        private CitusTables() {}
    }

    /** This node; only where Citus is installed. */
    static final class CitusNode {
        static final Table<Record> TABLE = catalog("pg_dist_local_group", "node");
        static final Field<Integer> GROUP = column("node", "groupid", Integer.class);

        private CitusNode() {}
    }

    static final class Databases {
        static final Table<Record> TABLE = catalog("pg_database", "database");
        static final Field<Long> FROZEN = column("database", "datfrozenxid", Long.class);

        private Databases() {}
    }

    static final class DatabaseStatistics {
        static final Table<Record> TABLE = catalog("pg_stat_database", "statistics");
        static final Field<String> NAME = column("statistics", "datname", String.class);
        static final Field<OffsetDateTime> SINCE = column("statistics", "stats_reset", OffsetDateTime.class);

        private DatabaseStatistics() {}
    }

    /** The size of a table in bytes, including its indexes and TOAST data. */
    static Field<Long> totalSize(Field<Long> oid) {
        return call("pg_total_relation_size", Long.class, oid);
    }

    /** The size of all shards of a table, including their indexes and TOAST data. */
    static Field<Long> totalShardSize(Field<Long> oid) {
        return call("citus_total_relation_size", Long.class, oid);
    }

    /** The size of all shards of a table without their indexes. */
    static Field<Long> shardSize(Field<Long> oid) {
        return call("citus_table_size", Long.class, oid);
    }

    static Field<Long> indexesSize(Field<Long> oid) {
        return call("pg_indexes_size", Long.class, oid);
    }

    static Field<Long> relationSize(Field<Long> oid) {
        return call("pg_relation_size", Long.class, oid);
    }

    static Field<String> database() {
        return call("current_database", String.class);
    }

    /** The value of a setting, including the ones that pg_settings does not list. */
    static Field<String> setting(String setting) {
        return call("current_setting", String.class, DSL.val(setting));
    }

    /** As {@link #setting}; null if there is no such setting. */
    static Field<String> settingIfSet(String setting) {
        return call("current_setting", String.class, DSL.val(setting), DSL.inline(true));
    }

    /** Whether an unqualified now() is that of PostgreSQL. */
    static Field<Boolean> isNowVisible() {
        return call(
                "pg_function_is_visible",
                Boolean.class,
                call("to_regprocedure", Object.class, DSL.val(CATALOG + ".now()")));
    }

    static Field<Integer> ownPid() {
        return call("pg_backend_pid", Integer.class);
    }

    /** Null on a Unix domain socket. */
    static Field<String> serverAddress() {
        return call("inet_server_addr", Object.class).cast(String.class);
    }

    static Field<Boolean> isInRecovery() {
        return call("pg_is_in_recovery", Boolean.class);
    }

    static Field<Integer> transactionAge(Field<Long> transaction) {
        return call("age", Integer.class, transaction);
    }

    private static <T> Field<T> call(String function, Class<T> type, Field<?>... arguments) {
        return function(name(CATALOG, function), type, arguments);
    }

    private static Table<Record> catalog(String relation, String alias) {
        return table(name(CATALOG, relation)).as(alias);
    }

    private static <T> Field<T> column(String alias, String column, Class<T> type) {
        return field(name(alias, column), type);
    }
}
