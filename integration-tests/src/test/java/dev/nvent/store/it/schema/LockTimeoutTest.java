package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.SchemaMigrator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Migrations of tables that other sessions lock. */
class LockTimeoutTest {

    @Test
    void a_migration_that_waits_for_a_lock_does_not_block_writers_and_retries() throws Exception {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        var migrating = schema.dataSource("busy-" + schema.namespace().schema());
        try (var threads = Executors.newSingleThreadExecutor();
                Connection reader = schema.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute(schema.filled("SELECT count(*) FROM ${schema}.${prefix}_flow_runs"));
            Future<Integer> migration =
                    threads.submit(() -> new SchemaMigrator(migrating, schema.namespace()).migrate());
            Await.untilRowExists(
                    schema.filled("SELECT 1 FROM pg_stat_activity WHERE application_name = 'busy-${schema}'"
                            + " AND wait_event_type = 'Lock'"));

            schema.execute("SET lock_timeout = '10s'; UPDATE ${schema}.${prefix}_flow_runs SET step_count = 7");

            assertThat(migration).isNotDone();
            reader.commit();
            assertThat(migration.get()).isPositive();
        }
        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void a_rollback_that_waits_for_a_lock_retries() throws Exception {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (var threads = Executors.newSingleThreadExecutor();
                Connection reader = schema.dataSource().getConnection();
                Statement reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute(schema.filled("SELECT count(*) FROM ${schema}.${prefix}_kv"));
            Future<?> rollback = threads.submit(() -> new SchemaMigrator(
                            schema.dataSource("down-" + schema.namespace().schema()), schema.namespace())
                    .rollbackTo("0", DataLoss.REFUSED));
            Await.untilRowExists(
                    schema.filled("SELECT 1 FROM pg_stat_activity WHERE application_name = 'down-${schema}'"
                            + " AND wait_event_type = 'Lock'"));
            reader.commit();
            rollback.get();
        }
        assertThat(schema.migrator().describe()).isEmpty();
    }

    @Test
    void a_migration_restores_the_timeouts_of_pooled_connections() throws Exception {
        ScratchSchema schema = ScratchSchema.fresh();
        var source = TestPostgres.hostile(TestPostgres.url());
        source.setOptions("-c search_path= -c lock_timeout=7s -c statement_timeout=77s");
        try (var pool = new HikariDataSource()) {
            pool.setDataSource(source);
            pool.setMaximumPoolSize(3);
            new SchemaMigrator(pool, schema.namespace()).migrate();
            new SchemaMigrator(pool, schema.namespace()).rollbackTo("8", DataLoss.REFUSED);

            var connections = new ArrayList<Connection>();
            for (int i = 0; i < 3; i++) {
                connections.add(pool.getConnection());
            }
            for (Connection connection : connections) {
                try (connection;
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(
                                "SELECT current_setting('lock_timeout') || ' '"
                                        + " || current_setting('statement_timeout') || ' ' || current_setting('search_path')"
                                        + " || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("7s 77s 0");
                }
            }
        }
    }
}
