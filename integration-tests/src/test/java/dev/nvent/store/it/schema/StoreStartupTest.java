package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.it.TestStore;
import dev.nvent.store.schema.DataLoss;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The schema check and the migration when a store is opened. */
class StoreStartupTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void sixteen_stores_opened_concurrently_on_an_empty_database_run_each_migration_once() throws Exception {
        ScratchSchema schema = ScratchSchema.fresh();
        var barrier = new CyclicBarrier(16);
        try (var threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> starts = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                starts.add(threads.submit(() -> {
                    barrier.await();
                    try (NventStore store = NventStore.open(schema.options())) {
                        return store.kv().increment("starts", 1);
                    }
                }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        assertEachMigrationRanOnce(schema, 16);
    }

    @Test
    void processes_started_concurrently_on_a_schema_of_the_node_adapter_run_each_migration_once() throws Exception {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) {
            processes.add(StartupProcess.start(schema));
        }
        for (Process process : processes) {
            StartupProcess.awaitSuccess(process);
        }
        assertEachMigrationRanOnce(schema, 4);
    }

    @Test
    void opening_a_store_on_a_current_schema_probes_for_a_pooler_and_runs_one_query() {
        assertThat(STORE.statementsOf(() -> NventStore.open(STORE.options()).close()))
                .satisfiesExactly(
                        probe -> assertThat(probe).contains("pg_backend_pid"),
                        history -> assertThat(history).contains("SELECT", "flyway_history"));
        assertThat(STORE.statementsOf(() ->
                        NventStore.open(STORE.options().withAutoMigrate(false)).close()))
                .hasSize(2);
    }

    @Test
    void without_auto_migrate_an_outdated_schema_is_rejected_with_the_command_to_migrate_it() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        StoreOptions options = schema.options().withAutoMigrate(false);
        NventStore.open(options).close();
        schema.migrator().rollbackTo("21", DataLoss.REFUSED);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(options))
                .withMessageContaining("./nvent migrate")
                .withMessageContaining("pending: V022__scheduler_jobs_score.sql, V023__kv_key.sql");
        for (ScratchSchema other : List.of(ScratchSchema.fresh(), ScratchSchema.nodeAdapter("nvent"))) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(other.options().withAutoMigrate(false)))
                    .withMessageContaining("./nvent migrate");
        }
    }

    @Test
    void a_schema_of_a_newer_store_is_rejected_with_and_without_auto_migrate() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute(SchemaStatusTest.NEWER_VERSION);

        for (boolean autoMigrate : new boolean[] {true, false}) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(schema.options().withAutoMigrate(autoMigrate)))
                    .withMessageContaining("the schema belongs to a newer version of the store")
                    .withMessageContaining("V900__later.sql");
        }
    }

    @Test
    void an_unsupported_server_version_is_rejected() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(
                        StoreOptions.of(reporting(14, STORE.dataSource())).withSchema(STORE.schema())))
                .withMessageContaining("the server: expected PostgreSQL 15 or newer, found PostgreSQL");
        NventStore.open(StoreOptions.of(reporting(15, STORE.dataSource())).withSchema(STORE.schema()))
                .close();
    }

    private static void assertEachMigrationRanOnce(ScratchSchema schema, int starts) {
        assertThat(schema.strings("SELECT script FROM ${schema}.${prefix}_flyway_history GROUP BY script"
                        + " HAVING count(*) > 1 OR NOT bool_and(success)"))
                .isEmpty();
        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.strings("SELECT value::text FROM ${schema}.${prefix}_kv WHERE key = 'starts'"))
                .containsExactly(String.valueOf(starts));
    }

    /** The same server, reporting another version. */
    private static DataSource reporting(int major, DataSource dataSource) {
        return proxy(
                DataSource.class,
                dataSource,
                "getConnection",
                connection -> proxy(
                        Connection.class,
                        (Connection) connection,
                        "getMetaData",
                        metaData -> proxy(
                                DatabaseMetaData.class,
                                (DatabaseMetaData) metaData,
                                "getDatabaseMajorVersion",
                                real -> major)));
    }

    private static <T> T proxy(Class<T> type, T real, String method, UnaryOperator<Object> replacement) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    try {
                        Object result = called.invoke(real, arguments);
                        return called.getName().equals(method) ? replacement.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
