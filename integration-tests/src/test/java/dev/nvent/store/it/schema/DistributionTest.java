package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.it.CitusDatabase;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of a Citus cluster, on a double of its functions or on a given cluster. */
class DistributionTest {

    private static final Namespace NAMESPACE = new Namespace("distributed", "nvent");
    private static final String ROLE = "nvent adapter's";

    private static CitusDatabase citus;

    private final SchemaMigrator migrator = citus.migrator(NAMESPACE);

    @BeforeAll
    static void open() {
        citus = CitusDatabase.openDouble();
        citus.migrator(NAMESPACE).migrate();
    }

    @AfterAll
    static void close() {
        citus.close();
    }

    @AfterEach
    void drop() {
        if (migrator.layout().isPresent()) {
            migrator.undistribute();
        }
        citus.execute("DELETE FROM pg_dist_object; DELETE FROM pg_dist_partition;"
                + "TRUNCATE distributed.nvent_flow_events, distributed.nvent_trigger_events, distributed.nvent_stream,"
                + " distributed.nvent_flow_runs, distributed.nvent_triggers, distributed.nvent_flows,"
                + " distributed.nvent_index_entries");
    }

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

    @Test
    void a_new_subject_type_on_a_worker_is_created_by_the_coordinator() {
        migrator.distribute(Distribution.of(Layout.EVENTS));
        citus.execute("UPDATE pg_catalog.pg_dist_local_group SET groupid = 1");
        try {
            use("worker");
            assertThat(migrator.validate()).isEmpty();
            assertRefused(Distribution.of(Layout.ALL), "the coordinator of the Citus cluster");
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(migrator::undistribute)
                    .withMessageContaining("connect to the coordinator");
        } finally {
            citus.execute("UPDATE pg_catalog.pg_dist_local_group SET groupid = 0");
        }
    }

    @Test
    void the_schema_public_cannot_be_distributed_as_a_whole() {
        SchemaMigrator inPublic = citus.migrator(Namespace.DEFAULT);
        inPublic.migrate();

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> inPublic.distribute(Distribution.of(Layout.SCHEMA)))
                .withMessageContaining("'events' or 'all'");

        inPublic.distribute(Distribution.of(Layout.ALL));
        assertThat(inPublic.validate()).isEmpty();
        inPublic.undistribute();
        inPublic.rollbackTo("0", DataLoss.ACCEPTED);
    }

    @Test
    void a_database_without_citus_is_refused() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");

        assertThat(schema.migrator().layout()).isEmpty();
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().distribute(Distribution.of(Layout.EVENTS)))
                .withMessageContaining("CREATE EXTENSION citus");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().undistribute())
                .withMessageContaining("CREATE EXTENSION citus");
    }

    @Test
    void a_cluster_that_does_not_know_its_coordinator_can_keep_no_table_there() {
        citus.execute("DELETE FROM pg_dist_node WHERE groupid = 0");
        try {
            assertRefused(Distribution.of(Layout.EVENTS), "citus_set_coordinator_host");
            assertRefused(Distribution.of(Layout.ALL), "citus_set_coordinator_host");
            migrator.distribute(Distribution.of(Layout.SCHEMA));
        } finally {
            citus.execute("INSERT INTO pg_dist_node VALUES (0)");
        }
    }

    @Test
    void functions_of_another_owner_are_left_to_that_owner() {
        citus.execute("CREATE ROLE distributed_owner LOGIN PASSWORD 's3cret';"
                + "GRANT ALL ON SCHEMA distributed TO distributed_owner; GRANT ALL ON DATABASE " + database()
                + " TO distributed_owner; GRANT ALL ON ALL TABLES IN SCHEMA pg_catalog TO distributed_owner");
        try {
            var second = new SchemaMigrator(
                    TestPostgres.hostile(citus.url("distributed_owner", "s3cret")),
                    new Namespace(NAMESPACE.schema(), "second"));
            second.migrate();

            assertThat(second.distribute(Distribution.of(Layout.EVENTS)))
                    .extracting(PlannedScript::name)
                    .noneMatch(name -> name.startsWith("function"));
            assertThat(second.validate()).isEmpty();
            second.undistribute();
        } finally {
            citus.execute("DROP OWNED BY distributed_owner CASCADE; DROP ROLE distributed_owner");
        }
    }

    @Test
    void an_old_citus_is_refused() {
        citus.execute("SET allow_system_table_mods = on;"
                + "UPDATE pg_extension SET extversion = '11.3-1' WHERE extname = 'citus'");
        try {
            assertRefused(Distribution.of(Layout.EVENTS), "Citus 12 or newer");
            assertThat(migrator.layout()).isEmpty();
            assertThat(migrator.validate()).isEmpty();
        } finally {
            citus.execute("SET allow_system_table_mods = on;"
                    + "UPDATE pg_extension SET extversion = '13.2-1' WHERE extname = 'citus'");
        }
    }

    @Test
    void an_outdated_schema_is_refused() {
        SchemaMigrator outdated = citus.migrator(new Namespace("outdated", "nvent"));
        outdated.migrate();
        outdated.rollbackTo("40", DataLoss.ACCEPTED);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> outdated.distribute(Distribution.of(Layout.EVENTS)))
                .withMessageContaining("migrate with");
    }

    @Test
    void the_node_adapter_finds_an_immutable_clock_first() {
        citus.execute("CREATE ROLE \"" + ROLE + "\"");
        try {
            citus.execute("ALTER ROLE \"" + ROLE + "\" SET search_path = shop, \"$user\"");
            Distribution distribution = Distribution.of(Layout.EVENTS).withNodeAdapter(ROLE);

            migrator.distribute(distribution);

            assertThat(migrator.planDistribution(distribution)).isEmpty();
            assertThat(pathOf(ROLE))
                    .containsExactly("search_path=distributed_nvent_node_adapter, pg_catalog, shop, \"$user\"");
            assertThat(citus.strings("SELECT provolatile FROM pg_proc "
                            + "WHERE oid = 'distributed_nvent_node_adapter.now()'::regprocedure"))
                    .containsExactly("i");

            migrator.undistribute();

            assertThat(pathOf(ROLE)).containsExactly("search_path=shop, \"$user\"");
            assertThat(citus.strings("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%node_adapter'"))
                    .isEmpty();
        } finally {
            citus.execute("DROP OWNED BY \"" + ROLE + "\"; DROP ROLE \"" + ROLE + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\nb", "a\0b"})
    void the_role_of_the_adapter_is_checked(String role) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Distribution.of(Layout.ALL).withNodeAdapter(role))
                .withMessageContaining("nodeAdapterRole");
    }

    private void assertRefused(Distribution distribution, String reason) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.distribute(distribution))
                .withMessageContaining(reason);
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.planDistribution(distribution))
                .withMessageContaining(reason);
    }

    private static List<String> pathOf(String role) {
        return citus.strings("SELECT c FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, "
                + "unnest(s.setconfig) c WHERE r.rolname = '" + role.replace("'", "''") + "' AND s.setdatabase <> 0");
    }

    private static String database() {
        return citus.strings("SELECT current_database()").getFirst();
    }

    private static NventStore openStore() {
        return NventStore.open(StoreOptions.of(citus.dataSource()).withSchema(NAMESPACE.schema()));
    }

    /** A write of each tier, with new subject types, idempotency keys and expected versions. */
    private static void use(String name) {
        try (NventStore store = openStore()) {
            for (String subject : List.of("nvent:flow:run:r", "nvent:trigger:event:t", "shop:order:1")) {
                var stream = store.stream(subject);
                NewEvent event = NewEvent.of("a").withFlowName("f").withKey(name);
                assertThat(stream.append(event)).isEqualTo(stream.append(event));
            }
            store.stream(name + ":type:1").append(0, List.of(NewEvent.of("a")));
            for (String index : List.of("nvent:flow:runs:f", "nvent:triggers", "nvent:flows", "shop:any")) {
                store.index(index).add(name, 1, Map.of("status", "running"));
                store.index(index).update(name, Map.of("more", Map.of("a", 1)));
            }
            store.kv().set(name, 1);
            store.transition()
                    .update("nvent:flow:runs:f", name, Map.of("status", "completed"))
                    .apply();
        }
    }
}
