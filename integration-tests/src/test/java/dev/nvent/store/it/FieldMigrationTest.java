package dev.nvent.store.it;

import static dev.nvent.store.it.OwnColumns.BASKET;
import static dev.nvent.store.it.OwnColumns.CUSTOMER;
import static dev.nvent.store.it.OwnColumns.DUE_AT;
import static dev.nvent.store.it.OwnColumns.RETRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that move from the overflow column to a column of the user. */
class FieldMigrationTest extends OwnColumnsFixture {

    @RegisterExtension
    static final OwnColumns COLUMNS = new OwnColumns();

    FieldMigrationTest() {
        super(COLUMNS);
    }

    @Test
    void values_move_to_the_column_and_reads_do_not_change() {
        runs.add("a", 1, Patch.of(RETRIES, 3).and(BASKET, Map.of("x", 1)));
        unaware.update("a", Map.of("customer", Map.of("id", "c-1", "name", "Ann"), "stats.retries", 2, "basket.y", 2));
        Map<String, Object> before = entry().metadata();

        for (MetadataField<?> field : List.of(CUSTOMER, RETRIES, BASKET)) {
            store.migrateField(field);
        }

        assertThat(entry().metadata()).isEqualTo(before);
        assertThat(column("customer_id")).isEqualTo("c-1");
        assertThat(column("retries")).isEqualTo("5");
        assertThat(column("basket")).isEqualTo("{\"x\": 1, \"y\": 2}");
        assertThat(column("extra")).isEqualTo("{\"stats\": {}, \"customer\": {\"name\": \"Ann\"}}");
    }

    @Test
    void a_value_that_does_not_fit_is_reported_and_stays() {
        unaware.add("a", 1, Map.of("dueAt", "2023-02-29T10:00:00Z"));
        unaware.add("b", 1, Map.of("dueAt", "2024-02-29T10:00:00.5Z"));

        FieldMigrationResult result = store.migrateField(DUE_AT);

        assertThat(result.examples()).contains(new FieldMigrationResult.Entry(flow, "a"));
        assertThat(result.remaining()).isPositive();
        assertThat(result.moved()).isPositive();
        assertThat(entry().metadata()).containsEntry("dueAt", "2023-02-29T10:00:00Z");
        assertThat(runs.get("b").orElseThrow().get(DUE_AT)).isEqualTo(Instant.parse("2024-02-29T10:00:00.5Z"));
    }

    @Test
    void a_value_that_a_constraint_refuses_stays_and_the_others_move() {
        COLUMNS.alter("ADD CONSTRAINT short CHECK (length(customer_id) < 20) NOT VALID");
        try {
            unaware.add("a", 1, Map.of("customer.id", "c".repeat(20)));
            unaware.add("b", 1, Map.of("customer.id", "c"));

            FieldMigrationResult result = store.migrateField(CUSTOMER);

            assertThat(result.examples()).containsOnlyOnce(new FieldMigrationResult.Entry(flow, "a"));
            assertThat(unaware.get("b").orElseThrow().get("customer.id", String.class))
                    .isEmpty();
            assertThat(entry().get(CUSTOMER)).isEqualTo("c".repeat(20));
        } finally {
            COLUMNS.alter("DROP CONSTRAINT short");
        }
    }

    @Test
    void a_field_that_the_store_was_not_given_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> unawareStore.store().migrateField(CUSTOMER));
    }

    @Test
    void nothing_is_lost_while_old_and_new_versions_write() throws Exception {
        int entries = 200;
        for (int i = 0; i < entries; i++) {
            unaware.add("e" + i, i, Map.of("customer.id", "c-0", "stats.retries", 1));
        }
        var writing = new AtomicBoolean(true);
        var counted = new LongAdder();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Map<String, String>>> writers = new ArrayList<>();
            for (int w = 0; w < 4; w++) {
                SortedIndex<?> index = w % 2 == 0 ? runs : unaware;
                int writer = w;
                writers.add(executor.submit(() -> write(index, writer, entries, writing, counted)));
            }
            for (int i = 0; i < 20; i++) {
                store.migrateField(CUSTOMER);
                store.migrateField(RETRIES);
            }
            writing.set(false);
            for (Future<Map<String, String>> writer : writers) {
                writer.get()
                        .forEach((id, last) -> assertThat(
                                        runs.get(id).orElseThrow().get(CUSTOMER))
                                .isEqualTo(last));
            }
        }
        int sum = runs.read(IndexQuery.all().withLimit(entries)).entries().stream()
                .mapToInt(entry -> entry.get(RETRIES))
                .sum();
        assertThat(sum).isEqualTo(entries + counted.intValue());
    }

    /** Counts anywhere, and updates entries that no other writer updates; answers what these hold. */
    private Map<String, String> write(
            SortedIndex<?> index, int writer, int entries, AtomicBoolean writing, LongAdder counted) {
        var last = new HashMap<String, String>();
        var random = new Random(writer);
        for (int n = 0; writing.get(); n++) {
            index.increment("e" + random.nextInt(entries), "stats.retries", 1);
            counted.increment();
            String id = "e" + (random.nextInt(entries / 4) * 4 + writer);
            String value = "c-" + writer + "-" + n;
            index.update(id, Map.of("customer.id", value));
            last.put(id, value);
            assertThat(runs.get(id).orElseThrow().get(CUSTOMER)).isEqualTo(value);
        }
        return last;
    }
}
