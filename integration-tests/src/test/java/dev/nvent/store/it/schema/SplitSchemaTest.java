package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.RetryPolicy;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema of a database with split stream types. */
class SplitSchemaTest {

    private static final String TYPE = "shop:order";
    private static final NewEvent KEYED = NewEvent.of("a").withKey("k");

    private final ScratchSchema schema = ScratchSchema.migrated("nvent");

    @Test
    void the_first_split_keeps_the_unique_keys_of_all_types() {
        try (NventStore store = NventStore.open(schema.options())) {
            for (String type : List.of(TYPE, "shop:mail", "odd:it's \"quoted\"")) {
                store.stream(type + ":1").append(KEYED);
            }
            store.streamTypes().split(TYPE, SplitPeriod.MONTH);
            store.stream("shop:new:1").append(KEYED);

            for (String type : List.of(TYPE, "shop:mail", "odd:it's \"quoted\"", "shop:new")) {
                assertThat(store.stream(type + ":1").append(KEYED).isDuplicate())
                        .as(type)
                        .isTrue();
            }
        }
        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void a_split_copies_no_event() {
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream(TYPE + ":1").append(KEYED);
            List<String> before = files();

            store.streamTypes().split(TYPE, SplitPeriod.MONTH);

            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void a_part_without_a_unique_index_is_reported() {
        split();
        schema.execute("DROP INDEX ${schema}.${prefix}_stream_order_p2_subject_type_subject_idempotency_key_idx");

        assertThat(schema.migrator().validate()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(Difference.Kind.MISSING);
            assertThat(difference.toString()).contains("partition stream_order_p2", "idempotency_key");
        });
    }

    @Test
    void what_an_interrupted_split_left_is_reported_and_removed_by_the_next() {
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream(TYPE + ":1").append(KEYED);
            schema.execute("SELECT ${schema}.nvent_bound_stream_part('${prefix}_', '" + TYPE + "')");
            assertThat(schema.migrator().validate())
                    .singleElement()
                    .asString()
                    .contains("partition stream_order", "nvent_bound");

            store.streamTypes().split(TYPE, SplitPeriod.MONTH);
        }
        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void a_split_that_does_not_get_its_locks_changes_nothing() {
        try (NventStore store = NventStore.open(schema.options().withRetries(RetryPolicy.NONE))) {
            store.stream(TYPE + ":1").append(KEYED);
            store.inTransaction(transaction -> {
                transaction.stream(TYPE + ":2").append(KEYED);
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> store.streamTypes().split(TYPE, SplitPeriod.MONTH))
                        .matches(DatabaseException::safeToRetry);
                return null;
            });
            assertThat(schema.migrator().validate()).isEmpty();

            assertThat(store.streamTypes().split(TYPE, SplitPeriod.MONTH)).isTrue();
        }
    }

    @Test
    void joining_the_last_split_type_restores_the_schema() {
        List<String> before = schema.migrator().describe();
        split();
        assertThat(schema.migrator().describe()).isNotEqualTo(before);

        try (NventStore store = NventStore.open(schema.options())) {
            store.streamTypes().join(TYPE);
            Event again = store.stream(TYPE + ":1").append(KEYED);
            assertThat(again.isDuplicate()).isTrue();
        }
        assertThat(schema.migrator().describe()).isEqualTo(before);
    }

    @Test
    void a_rollback_is_refused_until_the_parts_are_joined() {
        split();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> schema.migrator().rollbackTo("48", DataLoss.ACCEPTED))
                .withMessageContaining("join");

        try (NventStore store = NventStore.open(schema.options())) {
            store.streamTypes().join(TYPE);
        }
        schema.migrator().rollbackTo("48", DataLoss.REFUSED);

        assertThat(schema.migrator().migrate()).isPositive();
        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void a_rollback_restores_the_unique_indexes_after_the_last_split_type_was_dropped() {
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream("shop:mail:1").append(KEYED);
        }
        split();
        try (NventStore store = NventStore.open(schema.options())) {
            store.streamTypes().drop(TYPE);
        }

        schema.migrator().rollbackTo("48", DataLoss.REFUSED);

        assertThat(schema.strings(
                        "SELECT count(*) FROM pg_index WHERE indrelid = '${schema}.${prefix}_stream'::regclass"
                                + " AND indisunique AND indisvalid AND NOT indisprimary"))
                .containsExactly("2");
    }

    private void split() {
        try (NventStore store = NventStore.open(schema.options())) {
            store.stream(TYPE + ":1").append(KEYED);
            store.streamTypes().split(TYPE, SplitPeriod.MONTH);
        }
    }

    /** The files of tables that hold events. */
    private List<String> files() {
        return schema.strings("SELECT DISTINCT pg_relation_filepath(tableoid) FROM ${schema}.${prefix}_stream");
    }
}
