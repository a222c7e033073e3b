package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.error.StoreException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that are killed; the next start finishes them. */
@Tag("slow")
class KilledTest {

    /** Where the migration stands still, because somebody else has locked the table: within a transaction, or building an index. */
    @ParameterizedTest
    @ValueSource(strings = {"flow_events", "flow_runs", "scheduler_jobs", "kv"})
    void a_migration_whose_sessions_are_killed_is_finished_by_the_next(String table) throws Exception {
        ScratchSchema schema = ScratchSchema.original("nvent");
        String name = "victim-" + schema.namespace().schema();
        try (var threads = Executors.newSingleThreadExecutor();
                Connection writer = schema.dataSource().getConnection();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute(schema.filled("LOCK TABLE ${schema}.${prefix}_" + table + " IN ROW EXCLUSIVE MODE"));
            Future<?> migration =
                    threads.submit(() -> new SchemaMigrator(schema.dataSource(name), schema.namespace()).migrate());
            Waiting.untilOneRow("SELECT 1 FROM pg_stat_activity WHERE application_name = '" + name
                    + "' AND wait_event_type = 'Lock'");

            schema.strings("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                    + " WHERE application_name = '" + name + "'");

            assertThat(migration)
                    .failsWithin(java.time.Duration.ofMinutes(1))
                    .withThrowableOfType(ExecutionException.class);
            writer.rollback();
        }
        finished(schema);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9, 16, 20, 24})
    void a_fresh_migration_that_is_killed_anywhere_is_finished_by_the_next(int applied) throws Exception {
        ScratchSchema schema = ScratchSchema.fresh();
        String name = "victim-" + schema.namespace().schema();
        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<?> migration =
                    threads.submit(() -> new SchemaMigrator(schema.dataSource(name), schema.namespace()).migrate());
            Waiting.untilOneRow("SELECT 1 FROM pg_stat_activity WHERE application_name = '" + name + "'");
            if (applied > 0) {
                Waiting.untilOneRow(schema.filled("SELECT 1 FROM pg_class WHERE relname = '${prefix}_flyway_history'"
                        + " AND relnamespace = to_regnamespace('${schema}')"));
                Waiting.untilOneRow(schema.filled(
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
        finished(schema);
    }

    @Test
    void a_process_that_is_killed_while_it_builds_an_index_leaves_none_that_is_invalid() throws Exception {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.migrator().rollbackTo("20", DataLoss.REFUSED);
        String invalid = schema.filled("SELECT 1 FROM pg_index WHERE NOT indisvalid"
                + " AND indexrelid = to_regclass('${schema}.idx_${prefix}_kv_key')");
        try (Connection writer = schema.dataSource().getConnection();
                Statement writing = writer.createStatement()) {
            writer.setAutoCommit(false);
            writing.execute(schema.filled("INSERT INTO ${schema}.${prefix}_kv (key, value) VALUES ('a', '1')"));
            Process process = StartingProcess.start(schema);
            Waiting.untilOneRow(invalid);
            process.destroyForcibly().waitFor();
            schema.strings("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                    + " WHERE query LIKE '%CREATE INDEX CONCURRENTLY%${schema}%' AND pid <> pg_backend_pid()");
            writer.rollback();
        }
        Waiting.untilOneRow(invalid);
        finished(schema);
    }

    @Test
    void a_process_that_is_killed_while_it_waits_for_a_table_is_finished_by_the_next() throws Exception {
        ScratchSchema schema = ScratchSchema.original("nvent");
        try (Connection reader = schema.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute(schema.filled("SELECT count(*) FROM ${schema}.${prefix}_triggers"));
            Process process = StartingProcess.start(schema);
            Waiting.untilOneRow(schema.filled("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query LIKE '%ALTER TABLE%${schema}%' AND pid <> pg_backend_pid()"));
            process.destroyForcibly().waitFor();
            reader.commit();
        }
        finished(schema);
    }

    private static void finished(ScratchSchema schema) {
        schema.migrator().migrate();
        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.strings("SELECT script FROM ${schema}.${prefix}_flyway_history GROUP BY script"
                        + " HAVING count(*) > 1 OR NOT bool_and(success)"))
                .isEmpty();
    }
}
