package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.stream.NewEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Functions of others, settings of sessions, and sessions that cannot migrate. */
class SharedFunctionsTest {

    /** The catalog has no text of a body in the SQL standard's form. */
    @ParameterizedTest
    @ValueSource(strings = {"AS 'SELECT 7::bigint'", "RETURN 7::bigint", "AS ' SELECT 7::bigint '"})
    void a_function_of_others_is_never_replaced(String body) {
        ScratchSchema schema = ScratchSchema.fresh();
        schema.execute("CREATE SCHEMA ${schema}; CREATE FUNCTION ${schema}.nvent_clock_millis() RETURNS bigint"
                + " LANGUAGE sql " + body);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().migrate())
                .withMessageContaining("no function nvent_clock_millis() of others");

        assertThat(schema.strings("SELECT ${schema}.nvent_clock_millis()::text"))
                .containsExactly("7");
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.EMPTY);
    }

    @Test
    void a_function_of_others_with_the_same_name_and_other_arguments_is_left_alone() {
        ScratchSchema schema = ScratchSchema.fresh();
        schema.execute("CREATE SCHEMA ${schema}; CREATE FUNCTION ${schema}.nvent_clock_millis(text) RETURNS bigint"
                + " LANGUAGE sql AS 'SELECT 7::bigint'");

        schema.migrator().migrate();

        assertThat(schema.strings("SELECT obj_description('${schema}.nvent_clock_millis(text)'::regprocedure)"))
                .containsExactly((String) null);
        assertThat(schema.strings("SELECT obj_description('${schema}.nvent_clock_millis()'::regprocedure)"))
                .singleElement()
                .asString()
                .endsWith("[nvent-store]");
    }

    @Test
    void an_older_version_of_a_function_of_the_store_is_replaced_by_another_prefix() {
        ScratchSchema first = ScratchSchema.migrated("first");
        first.execute("CREATE OR REPLACE FUNCTION ${schema}.nvent_clock_millis() RETURNS bigint"
                + " LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT 7::bigint'");

        new ScratchSchema(new Namespace(first.namespace().schema(), "second"))
                .migrator()
                .migrate();

        assertThat(first.migrator().validate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quote_all_identifiers=on",
                "standard_conforming_strings=off",
                "DateStyle=SQL,DMY",
                "IntervalStyle=sql_standard",
                "TimeZone=Asia/Kathmandu",
                "bytea_output=escape",
                "extra_float_digits=0",
                "search_path=pg_temp",
                "default_transaction_isolation=serializable",
                "transform_null_equals=on",
                "array_nulls=off",
                "lc_messages=C",
                "client_min_messages=debug1",
                "check_function_bodies=off",
                "row_security=off",
                "escape_string_warning=off",
                "default_transaction_deferrable=on"
            })
    void settings_of_the_session_change_nothing(String setting) {
        ScratchSchema adapter = ScratchSchema.nodeAdapter("nvent");
        PGSimpleDataSource dataSource = (PGSimpleDataSource) adapter.dataSource();
        dataSource.setOptions("-c " + setting.replace(" ", "\\ "));
        var migrator = new SchemaMigrator(dataSource, adapter.namespace());

        migrator.migrate();

        assertThat(migrator.validate()).isEmpty();
        assertThat(migrator.describe()).isEqualTo(adapter.migrator().describe());
        try (NventStore store = NventStore.open(
                StoreOptions.of(dataSource).withSchema(adapter.namespace().schema()))) {
            store.kv().set("a%_\\b", 1);
            assertThat(store.kv().keys("a%_\\*").keys()).containsExactly("a%_\\b");
            assertThat(store.kv().clear("a%_\\*")).isEqualTo(1);
            store.stream("nq:it's \\ odd").append(NewEvent.of("a"));
            assertThat(store.stream("nq:it's \\ odd").read().events()).hasSize(1);
        }
        migrator.rollbackTo("8", DataLoss.ACCEPTED);
    }

    @Test
    void migrating_in_a_read_only_session_fails_at_once() {
        ScratchSchema schema = ScratchSchema.fresh();
        PGSimpleDataSource dataSource = (PGSimpleDataSource) schema.dataSource();
        dataSource.setOptions("-c default_transaction_read_only=on");
        Instant start = Instant.now();

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(StoreOptions.of(dataSource)
                        .withSchema(schema.namespace().schema())))
                .withMessageContaining("a session that may write");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void migrating_without_the_privilege_to_create_fails_at_once_with_a_fix() {
        ScratchSchema schema = ScratchSchema.fresh();
        String role = schema.namespace().schema() + "_reader";
        schema.execute("CREATE SCHEMA ${schema}; CREATE ROLE " + role + " LOGIN PASSWORD 's3cret';"
                + "GRANT USAGE ON SCHEMA ${schema} TO " + role);
        PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url(role, "s3cret"));
        Instant start = Instant.now();

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(StoreOptions.of(dataSource)
                        .withSchema(schema.namespace().schema())))
                .withMessageContainingAll(
                        "a role with CREATE on the schema", role, "./nvent migrate", "./nvent grants ROLE --apply");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        schema.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
    }

    @Test
    void a_database_that_cannot_hold_all_text_is_refused() {
        String database = "latin1_" + ProcessHandle.current().pid();
        TestPostgres.execute("CREATE DATABASE " + database + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try {
            PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url());
            dataSource.setDatabaseName(database);

            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(StoreOptions.of(dataSource)))
                    .withMessageContainingAll("the encoding UTF8", "LATIN1");
        } finally {
            TestPostgres.execute("DROP DATABASE " + database);
        }
    }

    /** Nothing but the catalog can make a database of the store have another encoding. */
    @ParameterizedTest
    @CsvSource({"LATIN1, lacks fails", "SQL_ASCII, bytes as characters", "UTF8,"})
    void an_encoding_other_than_utf8_is_a_warning_when_the_store_is_opened(String encoding, String limit)
            throws SQLException {
        String database = encoding.toLowerCase(Locale.ROOT) + "_open_"
                + ProcessHandle.current().pid();
        TestPostgres.execute("CREATE DATABASE " + database + " ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0");
        try {
            PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url());
            dataSource.setDatabaseName(database);
            NventStore.open(StoreOptions.of(dataSource)).close();
            TestPostgres.execute("UPDATE pg_catalog.pg_database SET encoding = pg_catalog.pg_char_to_encoding('"
                    + encoding + "') WHERE datname = '" + database + "'");

            String borrowed = logOfOpening(StoreOptions.of(dataSource));
            String pooled = logOfOpening(
                    StoreOptions.of(TestPostgres.url().replaceFirst("/[^/?]+(\\?|$)", "/" + database + "$1")));

            if (limit == null) {
                assertThat(borrowed + pooled).isEmpty();
            } else {
                assertThat(List.of(borrowed, pooled))
                        .allSatisfy(log -> assertThat(log.lines())
                                .singleElement()
                                .asString()
                                .contains("is " + encoding + ", not UTF8", limit, "ENCODING 'UTF8'"));
            }
        } finally {
            TestPostgres.execute("DROP DATABASE " + database);
        }
    }

    /** The warnings of the store, as slf4j-simple prints them. */
    private static String logOfOpening(StoreOptions options) {
        PrintStream console = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            NventStore.open(options).close();
        } finally {
            System.setErr(console);
        }
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("WARN"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_rollback_of_an_empty_schema_or_of_one_that_is_not_adopted_does_nothing() {
        ScratchSchema empty = ScratchSchema.fresh();
        empty.execute("CREATE SCHEMA ${schema}");
        ScratchSchema adapter = ScratchSchema.nodeAdapter("nvent");

        for (ScratchSchema schema : new ScratchSchema[] {empty, empty, adapter}) {
            assertThat(schema.migrator().rollbackTo("0", DataLoss.ACCEPTED).scripts())
                    .isEmpty();
        }
        assertThat(adapter.count("flow_runs")).isPositive();
    }
}
