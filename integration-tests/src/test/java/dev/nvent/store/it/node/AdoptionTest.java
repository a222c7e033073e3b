package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The store is opened on a database that the Node adapter created and filled. */
class AdoptionTest {

    private static final Namespace DEFAULT = Namespace.DEFAULT;

    @ParameterizedTest
    @CsvSource({"1, public, nvent", "2, public, nvent", "1, shop, flows", "2, shop, flows"})
    void adoption_keeps_every_row_and_the_store_reads_the_same_data(int version, String schema, String prefix) {
        var namespace = new Namespace(schema, prefix);
        var sample = new SampleData(prefix);
        try (var database = new SharedDatabase()) {
            NodeAdapter nodeAdapter = nodeAdapterAtVersion(database, namespace, version);
            sample.writeTo(nodeAdapter);
            var tables = new SchemaInspector(database, namespace);
            Map<String, List<String>> columns = tables.columns();
            Map<String, List<String>> rows = tables.rows(columns);
            assertThat(rows).allSatisfy((table, content) -> assertThat(content).isNotEmpty());
            Map<String, Object> read = sample.readFrom(nodeAdapter);

            JavaStore store = database.startStore(namespace);

            assertThat(tables.rows(columns)).isEqualTo(rows);
            assertThat(sample.readFrom(store)).isEqualTo(read);
            assertThat(sample.readFrom(nodeAdapter)).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void opening_the_store_again_changes_nothing(int version) {
        try (var database = new SharedDatabase()) {
            nodeAdapterAtVersion(database, DEFAULT, version);
            database.startStore(DEFAULT);
            List<String> definition = new SchemaInspector(database, DEFAULT).definition();

            assertThat(new SchemaMigrator(database.pool(), DEFAULT).migrate()).isZero();

            assertThat(new SchemaInspector(database, DEFAULT).definition()).isEqualTo(definition);
        }
    }

    @Test
    void an_adopted_schema_equals_a_new_one_once_its_indexes_on_changing_columns_do() {
        try (var adopted = new SharedDatabase();
                var fresh = new SharedDatabase()) {
            adopted.startNodeAdapter(DEFAULT);
            adopted.startStore(DEFAULT);
            fresh.startStore(DEFAULT);
            adopted.execute("DROP INDEX public.idx_nvent_flow_runs_activity;"
                    + "CREATE INDEX idx_nvent_flow_runs_activity ON public.nvent_flow_runs"
                    + " USING brin (last_activity_at) WITH (autosummarize = on);"
                    + "DROP INDEX public.idx_nvent_flows_running;"
                    + "CREATE INDEX idx_nvent_flows_running ON public.nvent_flows"
                    + " USING brin (stats_running) WITH (autosummarize = on) WHERE stats_running > 0");

            assertThat(new SchemaInspector(adopted, DEFAULT).definition())
                    .isEqualTo(new SchemaInspector(fresh, DEFAULT).definition());
        }
    }

    @Test
    void the_merge_function_of_the_node_adapter_is_neither_called_nor_replaced_by_the_store() {
        try (var database = new SharedDatabase()) {
            nodeAdapterAtVersion(database, DEFAULT, 1);
            database.execute("CREATE OR REPLACE FUNCTION public.jsonb_deep_merge(target jsonb, source jsonb) "
                    + "RETURNS jsonb LANGUAGE sql IMMUTABLE AS 'SELECT target || source'");
            JavaStore store = database.startStore(DEFAULT);
            var sample = new SampleData("nvent");
            store.call("index.add", sample.runs(), "run", 1, Map.of("emittedEvents", Map.of("a", 1, "b", 2, "c", 3)));
            store.call(
                    "index.update", sample.runs(), "run", Map.of("emittedEvents", Collections.singletonMap("c", null)));
            assertThat(JsonValues.metadata(store.call("index.get", sample.runs(), "run")))
                    .containsEntry("emittedEvents", JsonValues.normalized(Map.of("a", 1, "b", 2)));
            assertThat(database.strings("SELECT prosrc FROM pg_proc WHERE proname = 'jsonb_deep_merge'"))
                    .containsExactly("SELECT target || source");

            NodeAdapter nodeAdapter = database.startNodeAdapter(DEFAULT);

            assertThat(nodeAdapter.call(
                            "index.update",
                            sample.runs(),
                            "run",
                            Map.of("emittedEvents", Collections.singletonMap("a", null))))
                    .isEqualTo(true);
            assertThat(JsonValues.metadata(store.call("index.get", sample.runs(), "run")))
                    .containsEntry("emittedEvents", JsonValues.normalized(Map.of("b", 2)));
        }
    }

    @Test
    void the_store_opens_after_an_interrupted_first_start_of_the_node_adapter() {
        try (var database = new SharedDatabase()) {
            // The Node adapter creates this table before the transaction of its first migration.
            database.execute("CREATE TABLE public.nvent_schema_version (version INTEGER PRIMARY KEY, "
                    + "applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(), description TEXT)");

            database.startStore(DEFAULT);

            assertThat(database.strings("SELECT version FROM public.nvent_schema_version ORDER BY 1"))
                    .containsExactly("1", "2");
        }
    }

    /** Starts the Node adapter with a schema at the given version of its own migrations. */
    private static NodeAdapter nodeAdapterAtVersion(SharedDatabase database, Namespace namespace, int version) {
        NodeAdapter nodeAdapter = database.openNodeAdapter(namespace);
        if (version == 2) {
            nodeAdapter.call("schema.migrate");
        } else {
            nodeAdapter.call("schema.migration", version);
        }
        return nodeAdapter;
    }
}
