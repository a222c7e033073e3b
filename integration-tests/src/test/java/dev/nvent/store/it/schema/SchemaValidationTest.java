package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.NewEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparison of the schema in the database with the schema that the migrations create. */
class SchemaValidationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP INDEX ${schema}.idx_${prefix}_kv_key | index kv.idx_kv_key is missing",
                "DROP TABLE ${schema}.${prefix}_kv | table kv is missing",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${schema}.idx_${prefix}_kv_key'::regclass"
                        + " | index kv.idx_kv_key is invalid",
                "ALTER TABLE ${schema}.${prefix}_flows ALTER stats_total TYPE bigint"
                        + " | column flows.stats_total is changed, expected integer DEFAULT 0, found bigint DEFAULT 0",
                "ALTER TABLE ${schema}.${prefix}_flows ALTER stats_total SET DEFAULT 1"
                        + " | column flows.stats_total is changed, expected integer DEFAULT 0, found integer DEFAULT 1",
                "ALTER TABLE ${schema}.${prefix}_flows DROP COLUMN extra | column flows.extra is missing",
                "DROP FUNCTION ${schema}.nvent_clock_millis() | function nvent_clock_millis() is missing",
                "ALTER FUNCTION ${schema}.nvent_ensure_stream_partition(text, text) RESET search_path"
                        + " | function nvent_ensure_stream_partition(table_prefix text, new_type text) is changed",
                "CREATE OR REPLACE FUNCTION ${schema}.nvent_clock_millis() RETURNS bigint LANGUAGE sql PARALLEL SAFE AS 'SELECT 1::bigint'"
                        + " | function nvent_clock_millis() is changed",
                "CREATE VIEW ${schema}.${prefix}_mine AS SELECT 1 AS one | table mine is unexpected: view",
                "ALTER TABLE ${schema}.${prefix}_kv DROP CONSTRAINT ${prefix}_kv_pkey"
                        + " | constraint kv.primary key is missing",
            })
    void a_difference_from_the_migrations_is_reported(String damage, String difference) {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        schema.execute(damage);

        assertThat(schema.migrator().validate()).singleElement().asString().startsWith(difference);
    }

    @Test
    void objects_outside_the_namespace_are_not_reported() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        new ScratchSchema(new Namespace(schema.namespace().schema(), "nvent_dev"))
                .migrator()
                .migrate();
        schema.execute("CREATE TABLE ${schema}.theirs (id int);"
                + "CREATE FUNCTION ${schema}.nvent_clock_millis(int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream("nq:flow").append(NewEvent.of("a"));
        }

        assertThat(schema.migrator().validate()).isEmpty();
    }
}
