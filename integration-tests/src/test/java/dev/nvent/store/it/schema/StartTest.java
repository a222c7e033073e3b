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
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What opening a store does with the schema that it finds. */
class StartTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void sixteen_that_start_at_once_on_an_empty_database_all_come_up_and_each_migration_ran_once() throws Exception {
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
        eachMigrationRanOnce(schema, 16);
    }

    @Test
    void processes_that_start_at_once_on_a_database_of_the_originals_all_come_up() throws Exception {
        ScratchSchema schema = ScratchSchema.original("nvent");
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) {
            processes.add(StartingProcess.start(schema));
        }
        for (Process process : processes) {
            StartingProcess.finished(process);
        }
        eachMigrationRanOnce(schema, 4);
    }

    @Test
    void a_start_on_a_current_schema_is_one_query() {
        assertThat(STORE.statementsOf(() -> NventStore.open(STORE.options()).close()))
                .singleElement()
                .asString()
                .contains("SELECT", "flyway_history");
        assertThat(STORE.statementsOf(() ->
                        NventStore.open(STORE.options().withAutoMigrate(false)).close()))
                .hasSize(1);
    }

    @Test
    void without_auto_migrate_an_outdated_schema_is_refused_with_what_brings_it_up_to_date() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        StoreOptions options = schema.options().withAutoMigrate(false);
        NventStore.open(options).close();
        schema.migrator().rollbackTo("21", DataLoss.REFUSED);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(options))
                .withMessageContaining("./nvent migrate")
                .withMessageContaining("pending: V022__scheduler_jobs_score.sql, V023__kv_key.sql");
        for (ScratchSchema other : List.of(ScratchSchema.fresh(), ScratchSchema.original("nvent"))) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(other.options().withAutoMigrate(false)))
                    .withMessageContaining("./nvent migrate");
        }
    }

    @Test
    void a_schema_of_a_newer_version_is_refused_with_and_without_auto_migrate() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute(StatusTest.NEWER);

        for (boolean autoMigrate : new boolean[] {true, false}) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(schema.options().withAutoMigrate(autoMigrate)))
                    .withMessageContaining("a newer version of the store made it")
                    .withMessageContaining("V900__later.sql");
        }
    }

    @Test
    void a_server_that_is_too_old_is_refused_with_a_sentence() {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(
                        StoreOptions.of(pretending(14, STORE.dataSource())).withSchema(STORE.schema())))
                .withMessageContaining("the server: expected PostgreSQL 15 or newer, found PostgreSQL");
        NventStore.open(StoreOptions.of(pretending(15, STORE.dataSource())).withSchema(STORE.schema()))
                .close();
    }

    private static void eachMigrationRanOnce(ScratchSchema schema, int starts) {
        assertThat(schema.strings("SELECT script FROM ${schema}.${prefix}_flyway_history GROUP BY script"
                        + " HAVING count(*) > 1 OR NOT bool_and(success)"))
                .isEmpty();
        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.strings("SELECT value::text FROM ${schema}.${prefix}_kv WHERE key = 'starts'"))
                .containsExactly(String.valueOf(starts));
    }

    /** The same server, which says that its version is another. */
    private static DataSource pretending(int major, DataSource dataSource) {
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

    private static <T> T proxy(Class<T> type, T real, String method, java.util.function.UnaryOperator<Object> instead) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    try {
                        Object result = called.invoke(real, arguments);
                        return called.getName().equals(method) ? instead.apply(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
