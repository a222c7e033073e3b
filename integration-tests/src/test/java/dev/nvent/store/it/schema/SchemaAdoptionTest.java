package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Adoption;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.SchemaState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adoption of complete, incomplete and modified schemas of the Node adapter. */
class SchemaAdoptionTest {

    private static final List<String> TABLES =
            List.of("flow_events", "flow_runs", "flows", "trigger_events", "triggers", "scheduler_jobs", "kv");

    @ParameterizedTest
    @ValueSource(strings = {"nvent", "_x", "nvent_flow"})
    void a_schema_of_the_node_adapter_is_adopted_with_its_data(String prefix) {
        ScratchSchema schema = ScratchSchema.nodeAdapter(prefix);
        var before = rowCounts(schema);
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.NODE_ADAPTER);

        Adoption adoption = schema.migrator().adopt();

        assertThat(adoption.differences()).isEmpty();
        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.CURRENT);
        assertThat(rowCounts(schema)).isEqualTo(before);
        assertThat(schema.strings("SELECT version::text FROM ${schema}.${prefix}_schema_version ORDER BY 1"))
                .containsExactly("1", "2");
        try (NventStore store = NventStore.open(schema.options())) {
            assertThat(store.kv().get("last")).contains(17);
        }
    }

    @Test
    void adoption_keeps_version_1_so_that_the_node_adapter_can_still_migrate() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.execute("DELETE FROM ${schema}.${prefix}_schema_version WHERE version = 2");

        schema.migrator().migrate();

        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.strings("SELECT version::text FROM ${schema}.${prefix}_schema_version"))
                .containsExactly("1");
    }

    @Test
    void the_plan_of_an_adoption_contains_missing_objects_and_changes_nothing() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.execute("DROP INDEX ${schema}.idx_${prefix}_flow_runs_active");

        assertThat(schema.migrator().plan().get(0).sql())
                .isEqualToIgnoringWhitespace(schema.filled("CREATE INDEX CONCURRENTLY \"idx_nvent_flow_runs_active\""
                        + " ON \"${schema}\".\"nvent_flow_runs\" USING btree (flow_name, started_at DESC)"
                        + " WHERE (status = ANY (ARRAY['running'::text, 'awaiting'::text]))"));
        assertThat(schema.migrator().planAdoption().refused()).isEmpty();
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.NODE_ADAPTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP INDEX ${schema}.idx_${prefix}_flow_runs_active, ${schema}.idx_${prefix}_kv_expires",
                "ALTER TABLE ${schema}.${prefix}_flows DROP COLUMN stats_cancel, DROP COLUMN stats_awaiting",
                "ALTER TABLE ${schema}.${prefix}_flow_runs DROP COLUMN awaiting_steps",
                "ALTER TABLE ${schema}.${prefix}_flow_runs DROP COLUMN completed_at",
                "DROP TABLE ${schema}.${prefix}_scheduler_jobs, ${schema}.${prefix}_triggers",
                "DROP TABLE ${schema}.${prefix}_schema_version",
                "TRUNCATE ${schema}.${prefix}_schema_version",
                "DROP TABLE ${schema}.${prefix}_flow_events, ${schema}.${prefix}_flow_runs, ${schema}.${prefix}_flows,"
                        + " ${schema}.${prefix}_trigger_events, ${schema}.${prefix}_triggers, ${schema}.${prefix}_scheduler_jobs,"
                        + " ${schema}.${prefix}_kv; TRUNCATE ${schema}.${prefix}_schema_version",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${schema}.idx_${prefix}_kv_expires'::regclass",
            })
    void adoption_creates_missing_objects_that_hold_no_data(String damage) {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.execute(damage);
        List<Long> before = rowCounts(schema);

        schema.migrator().migrate();

        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(rowCounts(schema)).isEqualTo(before);
        assertThat(schema.strings("SELECT version::text FROM ${schema}.${prefix}_schema_version ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE ${schema}.${prefix}_flow_runs ALTER COLUMN started_at TYPE integer",
                "ALTER TABLE ${schema}.${prefix}_flow_runs ALTER COLUMN status TYPE varchar(40)",
                "ALTER TABLE ${schema}.${prefix}_flow_runs RENAME COLUMN started_at TO began_at",
                "ALTER TABLE ${schema}.${prefix}_flows ALTER COLUMN version DROP DEFAULT",
                "ALTER TABLE ${schema}.${prefix}_kv ALTER COLUMN value DROP NOT NULL",
                "ALTER TABLE ${schema}.${prefix}_kv DROP CONSTRAINT ${prefix}_kv_pkey",
                "ALTER TABLE ${schema}.${prefix}_kv ADD COLUMN owner text NOT NULL",
                "ALTER TABLE ${schema}.${prefix}_flows ADD COLUMN extra text",
                "CREATE TABLE ${schema}.${prefix}_stream (id int)",
                "ALTER TABLE ${schema}.${prefix}_kv RENAME TO stored;"
                        + "CREATE VIEW ${schema}.${prefix}_kv AS SELECT * FROM ${schema}.stored",
            })
    void adoption_rejects_a_schema_that_would_lose_data_or_fail_later(String damage) {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.execute("DELETE FROM ${schema}.${prefix}_kv");
        schema.execute(damage);
        List<String> before = schema.migrator().describe();
        List<Difference> refused = schema.migrator().planAdoption().refused();

        assertThat(refused).isNotEmpty();
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().migrate())
                .satisfies(e -> assertThat(e.found()).contains(refused.get(0).object()));
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().adopt());
        assertThat(schema.migrator().describe()).isEqualTo(before);
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.NODE_ADAPTER);
    }

    @Test
    void adoption_lists_and_keeps_objects_of_the_user() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.execute("CREATE TABLE ${schema}.${prefix}_mine (id int); CREATE TABLE ${schema}.theirs (id int);"
                + "CREATE INDEX mine ON ${schema}.${prefix}_flow_runs (step_count);"
                + "ALTER TABLE ${schema}.${prefix}_flow_runs ADD COLUMN tenant text DEFAULT 'a'");

        Adoption adoption = schema.migrator().adopt();

        assertThat(adoption.differences())
                .extracting(Difference::object)
                .containsExactlyInAnyOrder("table mine", "index flow_runs.mine", "column flow_runs.tenant");
        assertThat(schema.migrator().validate()).isEqualTo(adoption.differences());
    }

    @Test
    void a_schema_of_a_newer_node_adapter_is_rejected() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        schema.execute("INSERT INTO ${schema}.${prefix}_schema_version (version, description) VALUES (3, 'later')");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().migrate())
                .withMessageContaining("at most schema version 2 of the Node adapter, found version 3");
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.NODE_ADAPTER);
    }

    @Test
    void only_a_schema_of_the_node_adapter_can_be_adopted() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().adopt())
                .withMessageContaining("state CURRENT");
    }

    private static List<Long> rowCounts(ScratchSchema schema) {
        return TABLES.stream()
                .filter(table -> !schema.strings("SELECT to_regclass('${schema}.${prefix}_" + table + "')::text WHERE"
                                + " to_regclass('${schema}.${prefix}_" + table + "') IS NOT NULL")
                        .isEmpty())
                .map(schema::count)
                .filter(count -> count > 0)
                .toList();
    }
}
