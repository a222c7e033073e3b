package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations of the store and of the Node adapter on one schema, in either order and at the same time. */
class StartupOrderTest {

    @ParameterizedTest
    @CsvSource({"public, nvent", "shop, flows"})
    void the_node_adapter_changes_nothing_when_it_starts_after_the_store(String schema, String prefix) {
        var namespace = new Namespace(schema, prefix);
        try (var database = new SharedDatabase()) {
            JavaStore store = database.startStore(namespace);
            var tables = new SchemaInspector(database, namespace);
            List<String> definition = tables.definition();
            Map<String, List<String>> rows = tables.rows(tables.columns());

            NodeAdapter nodeAdapter = database.startNodeAdapter(namespace);

            assertThat(tables.definition()).isEqualTo(definition);
            assertThat(tables.rows(tables.columns())).isEqualTo(rows);
            assertThat(new SchemaMigrator(database.pool(), namespace).migrate()).isZero();
            assertBothMerge(store, nodeAdapter, new SampleData(prefix));
        }
    }

    @ParameterizedTest
    @CsvSource({"public, nvent", "shop, flows"})
    void migrations_of_the_node_adapter_run_after_the_store_adopted_its_schema(String schema, String prefix) {
        var namespace = new Namespace(schema, prefix);
        try (var database = new SharedDatabase()) {
            NodeAdapter nodeAdapter = database.openNodeAdapter(namespace);
            nodeAdapter.call("schema.migration", 1);
            JavaStore store = database.startStore(namespace);
            var tables = new SchemaInspector(database, namespace);
            List<String> definition = tables.definition();

            nodeAdapter.call("schema.migrate");

            assertThat(versions(database, namespace)).containsExactly("1", "2");
            assertThat(tables.definition()).isEqualTo(definition);
            assertThat(new SchemaMigrator(database.pool(), namespace).migrate()).isZero();
            assertBothMerge(store, nodeAdapter, new SampleData(prefix));
        }
    }

    @Test
    void migrations_of_the_node_adapter_can_be_repeated_on_the_schema_of_the_store() {
        try (var database = new SharedDatabase()) {
            JavaStore store = database.startStore(Namespace.DEFAULT);
            var tables = new SchemaInspector(database, Namespace.DEFAULT);
            List<String> definition = tables.definition();
            NodeAdapter nodeAdapter = database.openNodeAdapter(Namespace.DEFAULT);

            database.execute("DELETE FROM public.nvent_schema_version");
            nodeAdapter.call("schema.migrate");

            assertThat(versions(database, Namespace.DEFAULT)).containsExactly("1", "2");
            assertThat(tables.definition()).isEqualTo(definition);
            assertBothMerge(store, nodeAdapter, new SampleData("nvent"));
        }
    }

    @Test
    void the_store_completes_a_failed_first_migration_after_the_node_adapter_has_migrated() {
        try (var database = new SharedDatabase()) {
            database.execute("CREATE TABLE public.nvent_scheduler_jobs (in_the_way INTEGER)");
            assertThatThrownBy(() -> database.startStore(Namespace.DEFAULT)).isInstanceOf(SchemaException.class);
            database.execute("DROP TABLE public.nvent_scheduler_jobs");

            NodeAdapter nodeAdapter = database.startNodeAdapter(Namespace.DEFAULT);
            JavaStore store = database.startStore(Namespace.DEFAULT);

            assertThat(versions(database, Namespace.DEFAULT)).containsExactly("1", "2");
            assertBothMerge(store, nodeAdapter, new SampleData("nvent"));
        }
    }

    /** The Node adapter may fail if the store creates the same table concurrently; it succeeds when it is started again. */
    @ParameterizedTest
    @ValueSource(ints = {10, 20, 60, 90})
    void both_can_start_at_the_same_time(int delay) {
        try (var database = new SharedDatabase()) {
            NodeAdapter nodeAdapter = database.openNodeAdapter(Namespace.DEFAULT);
            assertThatThrownBy(() -> nodeAdapter.call("kv.get", "none yet")).hasMessageContaining("does not exist");
            Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS);
            var migration = CompletableFuture.runAsync(() -> nodeAdapter.call("schema.migrate"), later);
            database.startStore(Namespace.DEFAULT);
            migration.exceptionally(e -> null).join();

            JavaStore store = database.startStore(Namespace.DEFAULT);
            nodeAdapter.call("schema.migrate");

            assertThat(versions(database, Namespace.DEFAULT)).containsExactly("1", "2");
            assertThat(new SchemaMigrator(database.pool(), Namespace.DEFAULT).migrate())
                    .isZero();
            assertBothMerge(store, nodeAdapter, new SampleData("nvent"));
        }
    }

    @Test
    void two_prefixes_in_one_schema_are_separate_for_both_implementations() {
        var other = new Namespace("public", "other");
        try (var database = new SharedDatabase()) {
            NodeAdapter nodeAdapter = database.startNodeAdapter(other);
            JavaStore store = database.startStore(other);
            NodeAdapter first = database.startNodeAdapter(Namespace.DEFAULT);

            nodeAdapter.call("index.add", "other:flows", "checkout", 1, Map.of());

            assertThat(store.call("index.get", "other:flows", "checkout")).isNotNull();
            assertThat(first.call("index.get", "nvent:flows", "checkout")).isNull();
        }
    }

    @Test
    void only_the_store_supports_a_schema_named_like_an_sql_keyword() {
        var namespace = new Namespace("order", "nvent");
        try (var database = new SharedDatabase()) {
            assertThat(database.startStore(namespace).call("index.get", "nvent:flows", "checkout"))
                    .isNull();
            NodeAdapter nodeAdapter = database.openNodeAdapter(namespace);

            assertThatThrownBy(() -> nodeAdapter.call("schema.migrate"))
                    .isInstanceOf(Implementation.OperationFailedException.class)
                    .hasMessageContaining("syntax error");
        }
    }

    private static List<String> versions(SharedDatabase database, Namespace namespace) {
        return database.strings("SELECT version FROM \"%s\".\"%s_schema_version\" ORDER BY 1"
                .formatted(namespace.schema(), namespace.prefix()));
    }

    /** The Node adapter resolves its merge function by the search path. */
    private static void assertBothMerge(Implementation store, Implementation nodeAdapter, SampleData sample) {
        nodeAdapter.call("index.add", sample.runs(), "merge", 1, Map.of("emittedEvents", Map.of("a", Map.of("b", 1))));
        store.call("index.update", sample.runs(), "merge", Map.of("emittedEvents", Map.of("a", Map.of("c", 2))));
        nodeAdapter.call("index.update", sample.runs(), "merge", Map.of("emittedEvents", Map.of("a", Map.of("d", 3))));
        assertThat(JsonValues.metadata(store.call("index.get", sample.runs(), "merge")))
                .containsEntry("emittedEvents", JsonValues.normalized(Map.of("a", Map.of("b", 1, "c", 2, "d", 3))));
    }
}
