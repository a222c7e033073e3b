package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.RollbackPlan.Loss;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rollback to a version, and migration from it. */
class RollbackTest {

    @Test
    void rolling_back_each_migration_and_migrating_again_gives_the_same_schema() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        List<String> before = schema.migrator().describe();
        var versions = schema.migrator().status().applied().stream()
                .flatMap(migration -> migration.version().stream())
                .map(version -> String.valueOf(Integer.parseInt(version) - 1))
                .sorted((a, b) -> Integer.parseInt(b) - Integer.parseInt(a))
                .toList();
        assertThat(versions).hasSizeGreaterThan(20).endsWith("0");

        for (String version : versions) {
            schema.migrator().rollbackTo(version, DataLoss.REFUSED);
            assertThat(Integer.parseInt(schema.migrator().status().version()))
                    .isLessThanOrEqualTo(Integer.parseInt(version));
        }

        assertThat(schema.migrator().describe()).isEmpty();
        assertThat(schema.strings("SELECT relname FROM pg_class WHERE relnamespace = '${schema}'::regnamespace"))
                .isEmpty();
        assertThat(schema.strings("SELECT proname FROM pg_proc WHERE pronamespace = '${schema}'::regnamespace"))
                .isEmpty();
        schema.migrator().migrate();
        assertThat(schema.migrator().describe()).isEqualTo(before);
        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void a_partial_rollback_keeps_the_events_of_generic_streams() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream("nq:it's").append(NewEvent.of("before"));
        }

        for (String version : List.of("22", "16", "15", "14")) {
            schema.migrator().rollbackTo(version, DataLoss.REFUSED);
            assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.OUTDATED);
            schema.migrator().migrate();
        }

        assertThat(schema.migrator().validate()).isEmpty();
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream("nq:it's").append(NewEvent.of("after"));
            assertThat(store.stream("nq:it's").read().events()).hasSize(2);
            assertThat(store.streamTypes().list()).hasSize(1);
        }
    }

    @Test
    void a_rollback_counts_the_rows_it_would_drop_and_needs_acceptance() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream("nq:flow:a").append(NewEvent.of("a"));
            store.stream("nq:other:a").append(NewEvent.of("a"));
            store.index("nvent:flows").add("f", 1, Map.of("owner", "me"));
            store.index("nvent:flows").add("g", 1, Map.of());
            store.kv().set("k", 1);
        }
        var before = schema.migrator().describe();

        assertThat(schema.migrator().planRollback("0").losses())
                .containsExactlyInAnyOrder(
                        new Loss("nvent_stream", 2),
                        new Loss("nvent_flows.extra", 1),
                        new Loss("nvent_kv", 1),
                        new Loss("nvent_flows", 2));
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().rollbackTo("0", DataLoss.REFUSED))
                .satisfies(e -> assertThat(e.found())
                        .contains("nvent_stream: 2 rows", "nvent_flows.extra: 1 row", "nvent_kv: 1 row"));
        assertThat(schema.migrator().describe()).isEqualTo(before);
        assertThat(schema.count("flows")).isEqualTo(2);

        schema.migrator().rollbackTo("0", DataLoss.ACCEPTED);
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.EMPTY);
    }

    @Test
    void attempt_0_of_a_trigger_event_counts_as_data() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream("nvent:trigger:event:t").append(NewEvent.of("without attempt"));
            store.stream("nvent:trigger:event:t")
                    .append(NewEvent.of("with attempt").withAttempt(0));
        }

        assertThat(schema.migrator().planRollback("12").losses())
                .containsExactly(new Loss("nvent_trigger_events.run_id, flow_name, step_name, step_id, attempt", 1));
    }

    @Test
    void a_rollback_stops_at_a_table_that_other_objects_depend_on() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute("CREATE VIEW ${schema}.mine AS SELECT run_id, extra FROM ${schema}.${prefix}_flow_runs;"
                + "CREATE TABLE ${schema}.theirs (id int); INSERT INTO ${schema}.theirs VALUES (1)");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> schema.migrator().rollbackTo("0", DataLoss.ACCEPTED))
                .withMessageContaining("2BP01");
        assertThat(schema.migrator().status().version()).isEqualTo("009");

        schema.execute("DROP VIEW ${schema}.mine");
        schema.migrator().rollbackTo("0", DataLoss.REFUSED);
        assertThat(schema.strings("SELECT id::text FROM ${schema}.theirs")).containsExactly("1");
    }

    @Test
    void functions_are_kept_while_another_prefix_uses_them() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        var other = new ScratchSchema(new Namespace(schema.namespace().schema(), "other"));
        other.migrator().migrate();

        schema.migrator().rollbackTo("0", DataLoss.REFUSED);

        assertThat(other.migrator().validate()).isEmpty();
        try (NventStore store = NventStore.open(other.options())) {
            store.stream("nq:flow").append(NewEvent.of("a"));
        }
        other.migrator().rollbackTo("0", DataLoss.ACCEPTED);
        assertThat(schema.strings("SELECT proname FROM pg_proc WHERE pronamespace = '${schema}'::regnamespace"))
                .isEmpty();
    }

    @Test
    void an_adopted_schema_can_be_rolled_back_to_the_schema_of_the_node_adapter_only() {
        ScratchSchema schema = ScratchSchema.nodeAdapter("nvent");
        var before = schema.migrator().describe();
        schema.migrator().adopt();

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().rollbackTo("7", DataLoss.ACCEPTED))
                .withMessageContaining("existed before the store");
        schema.migrator().rollbackTo("8", DataLoss.REFUSED);

        SchemaStatus status = schema.migrator().status();
        assertThat(status.state()).isEqualTo(SchemaState.NODE_ADAPTER);
        assertThat(schema.migrator().describe()).isEqualTo(before);
        assertThat(schema.count("flow_events")).isEqualTo(100);
    }

    @Test
    void an_invalid_version_is_rejected() {
        for (String version : new String[] {null, "", "-1", "eight", "1e3", "8; DROP"}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> ScratchSchema.fresh().migrator().rollbackTo(version, DataLoss.ACCEPTED));
        }
    }
}
