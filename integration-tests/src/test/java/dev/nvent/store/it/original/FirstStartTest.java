package dev.nvent.store.it.original;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who starts first, the store or the original, and what the other's migrations then do. */
@Tag("slow")
class FirstStartTest {

    @ParameterizedTest
    @CsvSource({"public, nvent", "shop, flows"})
    void after_the_store_the_original_starts_and_changes_nothing(String schema, String prefix) {
        var namespace = new Namespace(schema, prefix);
        try (var database = new Neighbours()) {
            Ours ours = database.startOurs(namespace);
            var tables = new Schema(database, namespace);
            List<String> definition = tables.definition();
            Map<String, List<String>> rows = tables.rows(tables.columns());

            Original original = database.startOriginal(namespace);

            assertThat(tables.definition()).isEqualTo(definition);
            assertThat(tables.rows(tables.columns())).isEqualTo(rows);
            assertThat(new SchemaMigrator(database.pool(), namespace).migrate()).isZero();
            assertBothMerge(ours, original, new Sample(prefix));
        }
    }

    @ParameterizedTest
    @CsvSource({"public, nvent", "shop, flows"})
    void after_the_original_the_store_starts_and_the_originals_migrations_run_on_top(String schema, String prefix) {
        var namespace = new Namespace(schema, prefix);
        try (var database = new Neighbours()) {
            Original original = database.originalOn(namespace);
            original.call("schema.migration", 1);
            Ours ours = database.startOurs(namespace);
            var tables = new Schema(database, namespace);
            List<String> definition = tables.definition();

            original.call("schema.migrate");

            assertThat(versions(database, namespace)).containsExactly("1", "2");
            assertThat(tables.definition()).isEqualTo(definition);
            assertThat(new SchemaMigrator(database.pool(), namespace).migrate()).isZero();
            assertBothMerge(ours, original, new Sample(prefix));
        }
    }

    @Test
    void every_migration_of_the_original_may_be_repeated_on_the_stores_schema() {
        try (var database = new Neighbours()) {
            Ours ours = database.startOurs(Namespace.DEFAULT);
            var tables = new Schema(database, Namespace.DEFAULT);
            List<String> definition = tables.definition();
            Original original = database.originalOn(Namespace.DEFAULT);

            database.execute("DELETE FROM public.nvent_schema_version");
            original.call("schema.migrate");

            assertThat(versions(database, Namespace.DEFAULT)).containsExactly("1", "2");
            assertThat(tables.definition()).isEqualTo(definition);
            assertBothMerge(ours, original, new Sample("nvent"));
        }
    }

    @Test
    void a_first_start_of_the_store_that_failed_halfway_goes_on_where_the_original_has_been_since() {
        try (var database = new Neighbours()) {
            database.execute("CREATE TABLE public.nvent_scheduler_jobs (in_the_way INTEGER)");
            assertThatThrownBy(() -> database.startOurs(Namespace.DEFAULT)).isInstanceOf(SchemaException.class);
            database.execute("DROP TABLE public.nvent_scheduler_jobs");

            Original original = database.startOriginal(Namespace.DEFAULT);
            Ours ours = database.startOurs(Namespace.DEFAULT);

            assertThat(versions(database, Namespace.DEFAULT)).containsExactly("1", "2");
            assertBothMerge(ours, original, new Sample("nvent"));
        }
    }

    /** The original may fail where the store makes a table at the same moment; started again, it goes on. */
    @ParameterizedTest
    @ValueSource(ints = {10, 20, 60, 90})
    void both_may_start_at_once(int delay) {
        try (var database = new Neighbours()) {
            Original original = database.originalOn(Namespace.DEFAULT);
            assertThatThrownBy(() -> original.call("kv.get", "none yet")).hasMessageContaining("does not exist");
            Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS);
            var originals = CompletableFuture.runAsync(() -> original.call("schema.migrate"), later);
            database.startOurs(Namespace.DEFAULT);
            originals.exceptionally(e -> null).join();

            Ours ours = database.startOurs(Namespace.DEFAULT);
            original.call("schema.migrate");

            assertThat(versions(database, Namespace.DEFAULT)).containsExactly("1", "2");
            assertThat(new SchemaMigrator(database.pool(), Namespace.DEFAULT).migrate())
                    .isZero();
            assertBothMerge(ours, original, new Sample("nvent"));
        }
    }

    @Test
    void two_prefixes_in_one_schema_are_two_stores_for_both() {
        var other = new Namespace("public", "other");
        try (var database = new Neighbours()) {
            Original original = database.startOriginal(other);
            Ours ours = database.startOurs(other);
            Original first = database.startOriginal(Namespace.DEFAULT);

            original.call("index.add", "other:flows", "checkout", 1, Map.of());

            assertThat(ours.call("index.get", "other:flows", "checkout")).isNotNull();
            assertThat(first.call("index.get", "nvent:flows", "checkout")).isNull();
        }
    }

    @Test
    void a_schema_that_is_a_word_of_sql_is_the_stores_alone() {
        var namespace = new Namespace("order", "nvent");
        try (var database = new Neighbours()) {
            assertThat(database.startOurs(namespace).call("index.get", "nvent:flows", "checkout"))
                    .isNull();
            Original original = database.originalOn(namespace);

            assertThatThrownBy(() -> original.call("schema.migrate"))
                    .isInstanceOf(Side.OperationFailed.class)
                    .hasMessageContaining("syntax error");
        }
    }

    private static List<String> versions(Neighbours database, Namespace namespace) {
        return database.strings("SELECT version FROM \"%s\".\"%s_schema_version\" ORDER BY 1"
                .formatted(namespace.schema(), namespace.prefix()));
    }

    /** The original calls a function for it that it looks for by the search path. */
    private static void assertBothMerge(Side ours, Side original, Sample sample) {
        original.call("index.add", sample.runs(), "merge", 1, Map.of("emittedEvents", Map.of("a", Map.of("b", 1))));
        ours.call("index.update", sample.runs(), "merge", Map.of("emittedEvents", Map.of("a", Map.of("c", 2))));
        original.call("index.update", sample.runs(), "merge", Map.of("emittedEvents", Map.of("a", Map.of("d", 3))));
        assertThat(Answers.metadata(ours.call("index.get", sample.runs(), "merge")))
                .containsEntry("emittedEvents", Answers.plain(Map.of("a", Map.of("b", 1, "c", 2, "d", 3))));
    }
}
