package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner of the schema, the runtime role of the application, and a role without grants. */
class RolesTest {

    private static final String PASSWORD = "s3cret";
    private static final ScratchSchema SCHEMA = ScratchSchema.fresh("roles");
    private static final String OWNER = SCHEMA.namespace().schema() + "_owner";
    private static final String RUNTIME = SCHEMA.namespace().schema() + " run\"time";
    private static final String UNPRIVILEGED = SCHEMA.namespace().schema() + "_unprivileged";

    @BeforeAll
    static void createRoles() {
        for (String role : List.of(OWNER, RUNTIME, UNPRIVILEGED)) {
            TestPostgres.execute("CREATE ROLE " + quoted(role) + " LOGIN PASSWORD '" + PASSWORD + "'");
        }
        TestPostgres.execute(SCHEMA.filled("CREATE SCHEMA ${schema} AUTHORIZATION " + quoted(OWNER)));
        var owner = new SchemaMigrator(as(OWNER), SCHEMA.namespace());
        owner.migrate();
        owner.grant(RUNTIME);
        TestPostgres.execute(SCHEMA.filled("GRANT USAGE ON SCHEMA ${schema} TO " + quoted(UNPRIVILEGED)));
    }

    @AfterAll
    static void dropRoles() {
        for (String role : List.of(RUNTIME, UNPRIVILEGED, OWNER)) {
            TestPostgres.execute("DROP OWNED BY " + quoted(role) + " CASCADE");
            TestPostgres.execute("DROP ROLE " + quoted(role));
        }
    }

    @Test
    void the_owner_needs_no_privilege_outside_its_schema() {
        assertThat(TestPostgres.strings(
                        "SELECT 1 WHERE has_database_privilege('" + OWNER + "', current_database(), 'CREATE')"))
                .isEmpty();
        assertThat(new SchemaMigrator(as(OWNER), SCHEMA.namespace()).validate()).isEmpty();
    }

    @Test
    void the_runtime_role_can_run_every_operation_of_the_store() {
        try (NventStore store = NventStore.open(options(RUNTIME))) {
            for (String subject :
                    List.of("roles:flow:run:r", "roles:trigger:event:t", "roles:first:use", "nq:other:use")) {
                var stream = store.stream(subject);
                stream.append(NewEvent.of("a").withFlowName("f"));
                stream.appendAll(List.of(
                        NewEvent.of("b").withFlowName("f"), NewEvent.of("c").withFlowName("f")));
                assertThat(stream.read().events()).hasSize(3);
                try (var walked = stream.stream(EventQuery.all())) {
                    assertThat(walked).hasSize(3);
                }
                assertThat(stream.delete()).isTrue();
            }
            assertThat(store.streamTypes().list()).hasSize(2);
            assertThat(store.streamTypes().deleteOlderThan("roles:first", Duration.ZERO))
                    .isZero();
            for (String subject : List.of(
                    "roles:flow:runs:f", "roles:flows", "roles:triggers", "roles:scheduler:jobs", "roles:any")) {
                var index = store.index(subject);
                index.add("a", 1, Map.of("deep", Map.of("n", 1)));
                index.addIfAbsent("b", 2, Map.of());
                index.update("a", Map.of("deep", Map.of("m", 2)));
                index.updateWithRetry("a", before -> before.patch(Map.of("more", true)));
                index.increment("a", "deep.n", 1);
                assertThat(index.getAll(List.of("a", "b"))).hasSize(2);
                assertThat(index.read().entries()).hasSize(2);
                assertThat(index.delete("a")).isTrue();
                assertThat(index.deleteAll(List.of("b"))).isEqualTo(1);
            }
            store.kv().set("k", 1, Duration.ofNanos(1));
            assertThat(store.kv().get("k")).isEmpty();
            store.kv().setAll(Map.of("l", 1, "m", 2));
            store.kv().increment("l", 1);
            store.kv().setIfAbsent("n", 1);
            store.kv().compareAndSet("n", 1, 2);
            assertThat(store.kv().keys("*").keys()).hasSize(3);
            assertThat(store.kv().getAll(List.of("l", "m"))).hasSize(2);
            store.kv().purgeExpired();
            assertThat(store.kv().clear("*")).isEqualTo(3);
            store.inTransaction(tx -> tx.stream("nq:third:use").append(NewEvent.of("a")));
        }
        NventStore.open(options(RUNTIME).withAutoMigrate(false)).close();
        var migrator = new SchemaMigrator(as(RUNTIME), SCHEMA.namespace());
        assertThat(migrator.status().state()).isEqualTo(SchemaState.CURRENT);
        assertThat(migrator.validate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE ${schema}.mine (id int)",
                "DROP TABLE ${schema}.${prefix}_kv",
                "ALTER TABLE ${schema}.${prefix}_kv ADD COLUMN mine int",
                "TRUNCATE ${schema}.${prefix}_kv",
                "CREATE INDEX ON ${schema}.${prefix}_kv (key)",
                "DELETE FROM ${schema}.${prefix}_stream_types",
                "DELETE FROM ${schema}.${prefix}_flyway_history",
                "UPDATE ${schema}.${prefix}_schema_version SET version = 7",
                "SELECT ${schema}.nvent_drop_stream_partition('${prefix}_', 'nq:flow')",
                "CREATE FUNCTION ${schema}.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            })
    void the_runtime_role_has_no_other_privilege(String sql) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(RUNTIME, sql))
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void only_the_owner_can_drop_a_partition() {
        try (NventStore store = NventStore.open(options(RUNTIME))) {
            store.stream("nq:kept:a").append(NewEvent.of("a"));
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> store.streamTypes().drop("nq:kept"))
                    .satisfies(e -> assertThat(e.sqlState()).isEqualTo("42501"));
            assertThat(store.stream("nq:kept:a").read().events()).hasSize(1);
        }
        try (NventStore store = NventStore.open(options(OWNER))) {
            assertThat(store.streamTypes().drop("nq:kept")).isTrue();
        }
    }

    @Test
    void an_unprivileged_role_cannot_create_a_partition() {
        String ensure = "SELECT ${schema}.nvent_ensure_stream_partition('${prefix}_', 'nq:denied')";
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(UNPRIVILEGED, ensure))
                .withMessageContaining("permission denied for function");
        // Execute privilege on the function alone is not sufficient.
        TestPostgres.execute(SCHEMA.filled(
                "GRANT EXECUTE ON FUNCTION ${schema}.nvent_ensure_stream_partition TO " + quoted(UNPRIVILEGED)));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> run(UNPRIVILEGED, ensure))
                .withMessageContaining("permission denied for table");
    }

    @Test
    void the_grants_are_complete_statements_for_the_role() {
        assertThat(SCHEMA.migrator().grants(RUNTIME))
                .hasSizeGreaterThan(15)
                .allSatisfy(grant -> assertThat(grant).startsWith("GRANT ").endsWith(" TO " + quoted(RUNTIME) + ";"));
        for (String invalid : new String[] {null, "", "a\0b", "x".repeat(64)}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> SCHEMA.migrator().grants(invalid));
        }
    }

    @Test
    void a_runtime_role_uses_a_split_type_and_its_sweep_deletes_events_row_by_row() {
        NewEvent event = NewEvent.of("a").withKey("k");
        try (NventStore owner = NventStore.open(options(OWNER));
                NventStore runtime = NventStore.open(options(RUNTIME))) {
            runtime.stream("roles:split:1").append(event);
            owner.streamTypes().split("roles:split", SplitPeriod.MONTH);
            runtime.stream("roles:new:1").append(event);

            assertThat(runtime.stream("roles:split:1").append(event).isDuplicate())
                    .isTrue();
            assertThat(runtime.retention()
                            .sweep(List.of(RetentionRule.streamEvents("roles:split", Duration.ZERO)))
                            .getFirst()
                            .events())
                    .isEqualTo(1);
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> runtime.streamTypes().split("roles:new", SplitPeriod.MONTH));

            owner.streamTypes().join("roles:split");
        }
    }

    @Test
    void every_table_and_function_is_granted_except_those_of_the_owner() {
        String granted = String.join("\n", SCHEMA.migrator().grants(RUNTIME));
        assertThat(SCHEMA.migrator().describe())
                .filteredOn(line -> line.startsWith("table ") || line.startsWith("function "))
                .filteredOn(
                        line -> !line.matches("function nvent_(drop_stream_partition|stream_part_name|split_stream_type"
                                + "|(begin|bound|drop|validate)_stream_part|(join|unbound)_stream_parts)\\(.*"))
                .extracting(line ->
                        line.replaceFirst("^table (\\w+):.*", "roles_$1").replaceFirst("^function (\\w+).*", "$1"))
                .allSatisfy(name -> assertThat(granted).contains("\"" + name + "\""));
    }

    private static StoreOptions options(String role) {
        return StoreOptions.of(as(role))
                .withSchema(SCHEMA.namespace().schema())
                .withPrefix(SCHEMA.namespace().prefix());
    }

    private static DataSource as(String role) {
        return TestPostgres.hostile(TestPostgres.url(role, PASSWORD));
    }

    private static void run(String role, String sql) throws SQLException {
        try (Connection connection = as(role).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA.filled(sql));
        }
    }

    private static String quoted(String role) {
        return '"' + role.replace("\"", "\"\"") + '"';
    }
}
