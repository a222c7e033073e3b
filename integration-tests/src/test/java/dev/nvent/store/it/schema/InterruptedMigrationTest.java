package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.error.StoreException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations whose session or process is killed; the next migration completes them. */
@Tag("slow")
class InterruptedMigrationTest {

    /** The table lock blocks the migration within a transaction, or while it builds an index. */
    @ParameterizedTest
    @ValueSource(strings = {"flow_events", "flow_runs", "scheduler_jobs", "kv"})
    void the_next_migration_completes_one_whose_sessions_were_terminated(String table) throws Exception {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        String name = "migration-" + schema.namespace().schema();
        try (var threads = Executors.newSingleThreadExecutor();
                Connection writer = schema.dataSource().getConnection();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute(schema.filled("LOCK TABLE ${schema}.${prefix}_" + table + " IN ROW EXCLUSIVE MODE"));
            Future<?> migration =
                    threads.submit(() -> new SchemaMigrator(schema.dataSource(name), schema.namespace()).migrate());
            Await.untilRowExists("SELECT 1 FROM pg_stat_activity WHERE application_name = '" + name
                    + "' AND wait_event_type = 'Lock'");

            schema.strings("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                    + " WHERE application_name = '" + name + "'");

            assertThat(migration).failsWithin(Duration.ofMinutes(1)).withThrowableOfType(ExecutionException.class);
            writer.rollback();
        }
        assertNextMigrationCompletes(schema);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9, 16, 20, 24})
    void the_next_migration_completes_a_first_migration_that_was_terminated_at_any_point(int applied) throws Exception {
        ScratchSchema schema = ScratchSchema.fresh();
        String name = "migration-" + schema.namespace().schema();
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> migration =
                    threads.submit(() -> new SchemaMigrator(schema.dataSource(name), schema.namespace()).migrate());
            Await.untilRowExists("SELECT 1 FROM pg_stat_activity WHERE application_name = '" + name + "'");
            if (applied > 0) {
                Await.untilRowExists(schema.filled("SELECT 1 FROM pg_class WHERE relname = '${prefix}_flyway_history'"
                        + " AND relnamespace = to_regnamespace('${schema}')"));
                Await.untilRowExists(schema.filled(
                        "SELECT 1 FROM ${schema}.${prefix}_flyway_history HAVING count(*) >= " + applied));
            }
            schema.strings("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                    + " WHERE application_name = '" + name + "'");
            try {
                migration.get();
            } catch (ExecutionException killed) {
                assertThat(killed).hasCauseInstanceOf(StoreException.class);
            }
        }
        assertNextMigrationCompletes(schema);
    }

    @Test
    void the_next_migration_replaces_an_invalid_index_of_a_killed_process() throws Exception {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.migrator().rollbackTo("16", DataLoss.REFUSED);
        String invalid = schema.filled("SELECT 1 FROM pg_index WHERE NOT indisvalid"
                + " AND indexrelid = to_regclass('${schema}.idx_${prefix}_kv_key')");
        try (Connection writer = schema.dataSource().getConnection();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute(schema.filled("INSERT INTO ${schema}.${prefix}_kv (key, value) VALUES ('a', '1')"));
            Process process = StartupProcess.start(schema);
            Await.untilRowExists(invalid);
            process.destroyForcibly().waitFor();
            schema.strings("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                    + " WHERE query LIKE '%CREATE INDEX CONCURRENTLY%${schema}%' AND pid <> pg_backend_pid()");
            writer.rollback();
        }
        Await.untilRowExists(invalid);
        assertNextMigrationCompletes(schema);
    }

    @Test
    void the_next_migration_completes_one_whose_process_was_killed_while_waiting_for_a_lock() throws Exception {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        try (Connection reader = schema.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute(schema.filled("SELECT count(*) FROM ${schema}.${prefix}_triggers"));
            Process process = StartupProcess.start(schema);
            Await.untilRowExists(schema.filled("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query LIKE '%ALTER TABLE%${schema}%' AND pid <> pg_backend_pid()"));
            process.destroyForcibly().waitFor();
            reader.commit();
        }
        assertNextMigrationCompletes(schema);
    }

    private static void assertNextMigrationCompletes(ScratchSchema schema) {
        schema.migrator().migrate();
        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.strings("SELECT script FROM ${schema}.${prefix}_flyway_history GROUP BY script"
                        + " HAVING count(*) > 1 OR NOT bool_and(success)"))
                .isEmpty();
    }
}
