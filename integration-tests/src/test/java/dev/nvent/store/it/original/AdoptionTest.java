package dev.nvent.store.it.original;

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

/** A database that the original made and filled, and the store that starts on it. */
class AdoptionTest {

    private static final Namespace DEFAULT = Namespace.DEFAULT;

    @ParameterizedTest
    @CsvSource({"1, public, nvent", "2, public, nvent", "1, shop, flows", "2, shop, flows"})
    void every_row_stays_as_it_is_and_reads_through_the_store(int version, String schema, String prefix) {
        var namespace = new Namespace(schema, prefix);
        var sample = new Sample(prefix);
        try (var database = new Neighbours()) {
            Original original = originalAt(database, namespace, version);
            sample.writeThrough(original);
            var tables = new Schema(database, namespace);
            Map<String, List<String>> columns = tables.columns();
            Map<String, List<String>> rows = tables.rows(columns);
            assertThat(rows).allSatisfy((table, inIt) -> assertThat(inIt).isNotEmpty());
            Map<String, Object> read = sample.readThrough(original);

            Ours ours = database.startOurs(namespace);

            assertThat(tables.rows(columns)).isEqualTo(rows);
            assertThat(sample.readThrough(ours)).isEqualTo(read);
            assertThat(sample.readThrough(original)).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_second_start_of_the_store_changes_nothing(int version) {
        try (var database = new Neighbours()) {
            originalAt(database, DEFAULT, version);
            database.startOurs(DEFAULT);
            List<String> definition = new Schema(database, DEFAULT).definition();

            assertThat(new SchemaMigrator(database.pool(), DEFAULT).migrate()).isZero();

            assertThat(new Schema(database, DEFAULT).definition()).isEqualTo(definition);
        }
    }

    @Test
    void what_the_original_makes_and_what_the_store_makes_have_the_same_columns_and_indexes() {
        try (var adopted = new Neighbours();
                var fresh = new Neighbours()) {
            adopted.startOriginal(DEFAULT);
            adopted.startOurs(DEFAULT);
            fresh.startOurs(DEFAULT);

            assertThat(new Schema(adopted, DEFAULT).definition()).isEqualTo(new Schema(fresh, DEFAULT).definition());
        }
    }

    @Test
    void the_originals_own_merge_is_not_used_and_left_to_the_original_to_replace() {
        try (var database = new Neighbours()) {
            originalAt(database, DEFAULT, 1);
            database.execute("CREATE OR REPLACE FUNCTION public.jsonb_deep_merge(target jsonb, source jsonb) "
                    + "RETURNS jsonb LANGUAGE sql IMMUTABLE AS 'SELECT target || source'");
            Ours ours = database.startOurs(DEFAULT);
            var sample = new Sample("nvent");
            ours.call("index.add", sample.runs(), "run", 1, Map.of("emittedEvents", Map.of("a", 1, "b", 2, "c", 3)));
            ours.call(
                    "index.update", sample.runs(), "run", Map.of("emittedEvents", Collections.singletonMap("c", null)));
            assertThat(Answers.metadata(ours.call("index.get", sample.runs(), "run")))
                    .containsEntry("emittedEvents", Answers.plain(Map.of("a", 1, "b", 2)));
            assertThat(database.strings("SELECT prosrc FROM pg_proc WHERE proname = 'jsonb_deep_merge'"))
                    .containsExactly("SELECT target || source");

            Original original = database.startOriginal(DEFAULT);

            assertThat(original.call(
                            "index.update",
                            sample.runs(),
                            "run",
                            Map.of("emittedEvents", Collections.singletonMap("a", null))))
                    .isEqualTo(true);
            assertThat(Answers.metadata(ours.call("index.get", sample.runs(), "run")))
                    .containsEntry("emittedEvents", Answers.plain(Map.of("b", 2)));
        }
    }

    @Test
    void a_first_start_of_the_original_that_was_cut_off_leaves_nothing_that_stops_the_store() {
        try (var database = new Neighbours()) {
            // It makes this table before the transaction of its first migration.
            database.execute("CREATE TABLE public.nvent_schema_version (version INTEGER PRIMARY KEY, "
                    + "applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(), description TEXT)");

            database.startOurs(DEFAULT);

            assertThat(database.strings("SELECT version FROM public.nvent_schema_version ORDER BY 1"))
                    .containsExactly("1", "2");
        }
    }

    /** The original's database as its release with that version left it. */
    private static Original originalAt(Neighbours database, Namespace namespace, int version) {
        Original original = database.originalOn(namespace);
        if (version == 2) {
            original.call("schema.migrate");
        } else {
            original.call("schema.migration", version);
        }
        return original;
    }
}
