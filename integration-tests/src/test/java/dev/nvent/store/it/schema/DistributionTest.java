package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.PlannedScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Layouts of a Citus cluster, on a double of its functions or on a given cluster. */
class DistributionTest extends DistributionFixture {

    @Test
    void no_table_is_distributed_at_first() {
        assertThat(migrator.layout()).isEmpty();
        assertThat(migrator.validate()).isEmpty();
        assertThat(migrator.undistribute()).isEmpty();
    }

    @Test
    void events_are_in_shards_by_their_stream_and_the_rest_is_on_the_coordinator() {
        assertPlaces(
                Layout.EVENTS,
                Map.of(
                        "flow_events", "by run_id",
                        "trigger_events", "by trigger_name",
                        "stream", "by subject",
                        "flow_runs", "coordinator",
                        "kv", "coordinator",
                        "stream_types", "coordinator",
                        "flyway_history", "coordinator"));
    }

    @Test
    void what_grows_is_in_shards_and_what_is_locked_in_order_is_in_one() {
        assertPlaces(
                Layout.ALL,
                Map.of(
                        "flow_events", "by run_id",
                        "flow_runs", "by run_id",
                        "trigger_events", "by trigger_name",
                        "triggers", "by trigger_name",
                        "stream", "by subject",
                        "index_entries", "by subject",
                        "kv", "one shard",
                        "scheduler_jobs", "one shard",
                        "flows", "one shard",
                        "subscriptions", "coordinator"));
    }

    @Test
    void a_schema_is_distributed_as_a_whole() {
        assertPlaces(Layout.SCHEMA, Map.of("flow_events", "one shard", "flyway_history", "one shard"));
    }

    private void assertPlaces(Layout layout, Map<String, String> places) {
        migrator.distribute(Distribution.of(layout));

        assertThat(migrator.layout()).contains(layout);
        places.forEach((table, place) ->
                assertThat(citus.placementOf(NAMESPACE, table)).as(table).isEqualTo(place));
    }

    @ParameterizedTest
    @EnumSource
    void a_layout_leaves_no_table_of_the_store_out(Layout layout) {
        migrator.distribute(Distribution.of(layout));

        assertThat(citus.strings("SELECT relname FROM pg_class WHERE relnamespace = 'distributed'::regnamespace "
                        + "AND relkind IN ('r', 'p') AND oid NOT IN (SELECT logicalrelid FROM pg_dist_partition)"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_plan_is_what_runs_and_nothing_runs_twice(Layout layout) {
        List<PlannedScript> planned = migrator.planDistribution(Distribution.of(layout));

        assertThat(migrator.layout()).isEmpty();
        assertThat(migrator.distribute(Distribution.of(layout)))
                .isEqualTo(planned)
                .isNotEmpty();
        assertThat(migrator.planDistribution(Distribution.of(layout))).isEmpty();
        assertThat(migrator.distribute(Distribution.of(layout))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_function_is_created_on_the_other_nodes(Layout layout) {
        migrator.distribute(Distribution.of(layout));

        assertThat(citus.strings("SELECT proname FROM pg_proc WHERE pronamespace = 'distributed'::regnamespace "
                        + "AND oid NOT IN (SELECT objid FROM pg_dist_object)"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_distributed_schema_is_valid_and_the_store_keeps_its_rows(Layout layout) {
        use("before");
        migrator.distribute(Distribution.of(layout));

        assertThat(migrator.validate()).isEmpty();
        use("while");
        assertThat(migrator.validate()).isEmpty();
        migrator.undistribute();

        assertThat(migrator.validate()).isEmpty();
        assertThat(migrator.layout()).isEmpty();
        try (NventStore store = openStore()) {
            assertThat(store.stream("nvent:flow:run:r").read().events()).hasSize(2);
            assertThat(store.stream("nvent:trigger:event:t").read().events()).hasSize(2);
            assertThat(store.stream("shop:order:1").read().events()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void undo_brings_every_table_and_key_back(Layout layout) {
        List<String> before = migrator.describe();
        migrator.distribute(Distribution.of(layout));
        List<PlannedScript> planned = migrator.planUndistribution();

        assertThat(migrator.undistribute()).isEqualTo(planned).isNotEmpty();

        assertThat(migrator.describe()).isEqualTo(before);
        assertThat(citus.strings("SELECT logicalrelid::text FROM pg_dist_partition"))
                .isEmpty();
        assertThat(migrator.undistribute()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"EVENTS, ALL", "ALL, EVENTS", "SCHEMA, ALL", "ALL, SCHEMA", "EVENTS, SCHEMA", "SCHEMA, EVENTS"})
    void a_layout_can_follow_another(Layout first, Layout second) {
        migrator.distribute(Distribution.of(first));
        use("between");

        migrator.distribute(Distribution.of(second));

        assertThat(migrator.layout()).contains(second);
        assertThat(migrator.validate()).isEmpty();
        assertThat(migrator.planDistribution(Distribution.of(second))).isEmpty();
    }

    @Test
    void an_interrupted_distribution_is_completed_by_the_next() {
        citus.execute("ALTER DATABASE " + database() + " SET double.refused = 'nvent_triggers'");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> migrator.distribute(Distribution.of(Layout.ALL)))
                .withMessageContaining("refused by the test");
        citus.execute("ALTER DATABASE " + database() + " RESET double.refused");

        assertThat(migrator.validate()).extracting("object").contains("distribution triggers", "distribution kv");
        migrator.distribute(Distribution.of(Layout.ALL));

        assertThat(migrator.validate()).isEmpty();
    }

    @Test
    void validate_finds_a_table_that_has_left_the_layout() {
        migrator.distribute(Distribution.of(Layout.EVENTS));
        citus.execute("SELECT undistribute_table('distributed.nvent_flow_runs')");

        assertThat(migrator.validate())
                .singleElement()
                .asString()
                .isEqualTo("distribution flow_runs is changed, expected coordinator, found local");

        assertThat(migrator.distribute(Distribution.of(Layout.EVENTS))).hasSize(1);
        assertThat(migrator.validate()).isEmpty();
    }
}
