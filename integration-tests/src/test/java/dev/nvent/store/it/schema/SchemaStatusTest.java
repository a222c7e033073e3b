package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import org.junit.jupiter.api.Test;

/** The status and the plan of the migrations. */
class SchemaStatusTest {

    @Test
    void in_an_empty_database_all_migrations_are_pending_and_status_changes_nothing() {
        ScratchSchema schema = ScratchSchema.fresh();

        SchemaStatus status = schema.migrator().status();

        assertThat(status.state()).isEqualTo(SchemaState.EMPTY);
        assertThat(status.version()).isEqualTo("0");
        assertThat(status.pending())
                .extracting(Migration::script)
                .startsWith("V001__flow_events.sql", "V002__flow_runs.sql")
                .contains("R__nvent_jsonb_increment.sql")
                .endsWith("R__nvent_validate_stream_part.sql");
        assertThat(schema.strings("SELECT nspname FROM pg_namespace WHERE nspname = '${schema}'"))
                .isEmpty();
    }

    @Test
    void a_migrated_schema_is_current_by_the_checksums_of_flyway() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");

        SchemaStatus status = schema.migrator().status();

        assertThat(status.state()).isEqualTo(SchemaState.CURRENT);
        assertThat(status.version()).isEqualTo(status.latest());
        assertThat(status.pending()).isEmpty();
        assertThat(status.applied())
                .allSatisfy(migration -> assertThat(migration.appliedAt()).isPresent());
        assertThat(schema.migrator().migrate()).isZero();
    }

    @Test
    void the_plan_contains_the_sql_of_the_migrations_and_runs_nothing() {
        ScratchSchema schema = ScratchSchema.fresh("p");

        var plan = schema.migrator().plan();

        assertThat(plan.get(0).name()).isEqualTo("V001__flow_events.sql");
        assertThat(plan).extracting(PlannedScript::sql).noneMatch(sql -> sql.contains("${"));
        assertThat(plan.get(0).sql()).contains(schema.filled("\"${schema}\".\"p_flow_events\""));
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.EMPTY);
        assertThat(schema.migrator().migrate()).isEqualTo(plan.size());
        assertThat(schema.migrator().plan()).isEmpty();
    }

    @Test
    void a_migration_that_changed_after_it_ran_is_reported_and_prevents_migration() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute("UPDATE ${schema}.${prefix}_flyway_history SET checksum = 1 WHERE version = '010'");

        SchemaStatus status = schema.migrator().status();

        assertThat(status.state()).isEqualTo(SchemaState.CHANGED);
        assertThat(status.changed()).extracting(Migration::script).containsExactly("V010__flows_extra.sql");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().migrate())
                .satisfies(e -> assertThat(e.found()).isEqualTo("changed: V010__flows_extra.sql"));
    }

    @Test
    void a_repeatable_migration_that_changed_is_pending_again() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute(
                "UPDATE ${schema}.${prefix}_flyway_history SET checksum = 1 WHERE script = 'R__nvent_clock_millis.sql'");

        assertThat(schema.migrator().status().pending())
                .extracting(Migration::script)
                .containsExactly("R__nvent_clock_millis.sql");
        assertThat(schema.migrator().migrate()).isEqualTo(1);
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.CURRENT);
    }

    @Test
    void a_schema_of_a_newer_store_is_not_changed() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute(NEWER_VERSION);

        SchemaStatus status = schema.migrator().status();

        assertThat(status.state()).isEqualTo(SchemaState.NEWER);
        assertThat(status.unknown()).extracting(Migration::script).containsExactly("V900__later.sql");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().migrate())
                .withMessageContaining("the schema belongs to a newer version of the store");
    }

    static final String NEWER_VERSION = "INSERT INTO ${schema}.${prefix}_flyway_history"
            + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
            + " VALUES (900, '900', 'later', 'SQL', 'V900__later.sql', 1, 'test', 1, true)";
}
