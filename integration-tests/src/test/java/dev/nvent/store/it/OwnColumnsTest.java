package dev.nvent.store.it;

import static dev.nvent.store.it.ShopRuns.SHOP_RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.transition.TransitionResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields in columns that a user's migration has added. */
@Tag("postgres")
class OwnColumnsTest {

    static final ColumnField<FlowRunsRecord, String, String> CUSTOMER =
            ColumnField.own(FlowRuns.class, "customer.id", SHOP_RUNS.customerId, Codec.TEXT);
    static final ColumnField<FlowRunsRecord, Long, Instant> DUE_AT =
            ColumnField.own(FlowRuns.class, "dueAt", SHOP_RUNS.dueAt, Codec.TIME);
    static final ColumnField<FlowRunsRecord, Boolean, Boolean> URGENT =
            ColumnField.own(FlowRuns.class, "urgent", SHOP_RUNS.urgent, Codec.BOOLEAN);
    static final CounterField<FlowRunsRecord> RETRIES =
            CounterField.own(FlowRuns.class, "stats.retries", SHOP_RUNS.retries);
    static final DocumentField<FlowRunsRecord> BASKET = DocumentField.own(FlowRuns.class, "basket", SHOP_RUNS.basket);

    /** Has the columns, and does not know them, like an older version of the application. */
    @RegisterExtension
    static final TestStore UNAWARE = new TestStore("shop");

    private static NventStore store;

    private final String flow = UUID.randomUUID().toString();
    private final FlowRuns subject = new FlowRuns(flow);
    private final SortedIndex<FlowRunsRecord> runs = store.index(subject);
    private final SortedIndex<FlowRunsRecord> unaware = UNAWARE.store().index(subject);

    @BeforeAll
    static void open() throws SQLException {
        sql("ALTER TABLE %s ADD customer_id text, ADD due_at bigint, ADD urgent boolean,"
                + " ADD retries integer NOT NULL DEFAULT 0, ADD basket jsonb");
        store = NventStore.open(UNAWARE.options().withFields(CUSTOMER, DUE_AT, URGENT, RETRIES, BASKET));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static void sql(String text) throws SQLException {
        try (Connection connection = UNAWARE.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text.formatted("\"" + UNAWARE.schema() + "\".\"shop_flow_runs\""));
        }
    }

    /** What a column of the entry {@code a} holds, as text. */
    private String column(String name) {
        return UNAWARE.store()
                .reports()
                .dsl()
                .select(DSL.field(DSL.name(name)).cast(String.class))
                .from(dev.nvent.store.jooq.Tables.FLOW_RUNS)
                .where(dev.nvent.store.jooq.Tables.FLOW_RUNS.FLOW_NAME.eq(flow))
                .fetchOne(0, String.class);
    }

    private IndexEntry<FlowRunsRecord> entry() {
        return runs.get("a").orElseThrow();
    }

    @Test
    void a_typed_value_is_in_the_column_and_is_read_typed_and_as_metadata() {
        Instant due = Instant.ofEpochMilli(5);
        runs.add(
                "a",
                1,
                Patch.of(CUSTOMER, "c-1").and(DUE_AT, due).and(URGENT, true).and(RETRIES, 2));

        assertThat(column("customer_id")).isEqualTo("c-1");
        assertThat(column("extra")).isEqualTo("{}");
        assertThat(entry().get(CUSTOMER)).isEqualTo("c-1");
        assertThat(entry().get(DUE_AT)).isEqualTo(due);
        assertThat(entry().get(URGENT)).isTrue();
        assertThat(entry().get(RETRIES)).isEqualTo(2);
        assertThat(entry().metadata())
                .containsEntry("customer", Map.of("id", "c-1"))
                .containsEntry("dueAt", "1970-01-01T00:00:00.005Z");
    }

    @Test
    void metadata_is_routed_to_the_column() {
        runs.add("a", 1, Map.of("customer", Map.of("id", "c-1", "name", "Ann"), "stats.retries", 4));

        assertThat(column("customer_id")).isEqualTo("c-1");
        assertThat(column("retries")).isEqualTo("4");
        assertThat(column("extra")).isEqualTo("{\"customer\": {\"name\": \"Ann\"}}");
        assertThat(entry().metadata()).containsEntry("customer", Map.of("id", "c-1", "name", "Ann"));
    }

    @Test
    void a_group_without_values_is_not_shown() {
        runs.add("a", 1, Map.of());

        assertThat(entry().metadata()).doesNotContainKey("customer");
    }

    @Test
    void add_resets_the_column_to_its_default() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1").and(RETRIES, 2));

        runs.add("a", 1, Map.of());

        assertThat(entry().get(CUSTOMER)).isNull();
        assertThat(entry().get(RETRIES)).isZero();
    }

    @Test
    void update_changes_what_it_names() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1").and(BASKET, Map.of("x", 1, "y", Map.of("z", 2))));

        runs.update("a", Patch.of(BASKET, Map.of("y", Map.of("w", 3))));
        runs.update("a", Map.of("basket.x", 9));

        assertThat(entry().get(CUSTOMER)).isEqualTo("c-1");
        assertThat(entry().metadata()).containsEntry("basket", Map.of("x", 9, "y", Map.of("z", 2, "w", 3)));
    }

    @Test
    void counters_count_in_the_column() {
        runs.add("a", 1, Map.of());

        assertThat(runs.increment("a", RETRIES, 2)).isEqualTo(2);
        assertThat(runs.increment("a", "stats.retries", 3)).isEqualByComparingTo("5");
        assertThat(column("retries")).isEqualTo("5");
        assertThat(runs.increment("a", "basket.n", 1)).isEqualByComparingTo("1");
    }

    @Test
    void filters_find_values_wherever_they_are() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1"));
        unaware.add("b", 2, Map.of("customer", Map.of("id", "c-1")));
        unaware.add("c", 3, Map.of("customer", Map.of("id", 7)));
        runs.add("d", 4, Map.of());
        unaware.add("e", 5, Map.of("dueAt", "1970-01-01T00:00:01+01:00", "urgent", true));
        runs.add("f", 6, Patch.of(DUE_AT, Instant.ofEpochMilli(-3_599_000L)).and(URGENT, true));

        assertThat(ids(IndexQuery.where(CUSTOMER, "c-1"))).containsExactly("b", "a");
        assertThat(ids(IndexQuery.all().withFilter(Map.of("customer.id", "c-1"))))
                .containsExactly("b", "a");
        assertThat(ids(IndexQuery.whereAnyOf(CUSTOMER, List.of("c-1", "c-2")))).containsExactly("b", "a");
        assertThat(ids(IndexQuery.where(CUSTOMER, null))).containsExactly("f", "e", "d");
        assertThat(ids(IndexQuery.where(DUE_AT, Instant.ofEpochMilli(-3_599_000L))))
                .containsExactly("f", "e");
        assertThat(ids(IndexQuery.where(URGENT, true))).containsExactly("f", "e");
        assertThat(runs.count(IndexQuery.where(RETRIES, 0))).isEqualTo(6);
    }

    private List<String> ids(IndexQuery<? super FlowRunsRecord> query) {
        return runs.read(query).entries().stream().map(IndexEntry::id).toList();
    }

    @Test
    void filters_find_parts_of_documents_wherever_they_are() {
        runs.add("a", 1, Patch.of(BASKET, Map.of("x", 1, "y", 2)));
        unaware.add("b", 2, Map.of("basket", Map.of("x", 1)));
        runs.add("c", 3, Patch.of(BASKET, Map.of("x", 1, "y", 2)));
        unaware.update("c", Map.of("basket", Map.of("y", 3)));

        assertThat(ids(IndexQuery.all().withFilter(Map.of("basket.x", 1)))).containsExactly("c", "b", "a");
        assertThat(ids(IndexQuery.all().withFilter(Map.of("basket.y", 3)))).containsExactly("c");
        assertThat(ids(IndexQuery.all().withFilter(nulls("basket.y")))).containsExactly("b");
    }

    private static Map<String, Object> nulls(String path) {
        var filter = new LinkedHashMap<String, Object>();
        filter.put(path, null);
        return filter;
    }

    @Test
    void a_transition_expects_changes_and_counts() {
        runs.add("a", 1, Patch.of(CUSTOMER, "c-1"));

        TransitionResult applied = store.transition()
                .expect(subject, "a", CUSTOMER, "c-1")
                .update(subject, "a", Patch.of(URGENT, true))
                .increment(subject, "a", RETRIES, 3)
                .apply();
        TransitionResult refused = store.transition()
                .expect("shop:flow:runs:" + flow, "a", "customer.id", "c-2")
                .apply();

        assertThat(applied).isInstanceOf(TransitionResult.Applied.class);
        assertThat(refused).isInstanceOf(TransitionResult.Conflict.class);
        assertThat(entry().get(URGENT)).isTrue();
        assertThat(entry().get(RETRIES)).isEqualTo(3);
    }

    /** The Node adapter and older versions of the application write to the overflow column. */
    @Nested
    class BesideWritersThatDoNotKnowTheColumn {

        @Test
        void their_value_is_read_because_it_is_the_later_one() {
            runs.add("a", 1, Patch.of(CUSTOMER, "c-1").and(RETRIES, 1));

            unaware.update("a", Map.of("customer", Map.of("id", "c-2")));

            assertThat(entry().get(CUSTOMER)).isEqualTo("c-2");
            assertThat(entry().metadata()).containsEntry("customer", Map.of("id", "c-2"));
            assertThat(entry().get(FlowRunFields.EXTRA)).isEmpty();
        }

        @Test
        void a_write_of_the_store_replaces_their_value() {
            unaware.add("a", 1, Map.of("customer", Map.of("id", "c-1", "name", "Ann"), "dueAt", 5, "other", 1));

            runs.update("a", Map.of("customer.id", "c-2", "other", 2));

            assertThat(column("customer_id")).isEqualTo("c-2");
            assertThat(entry().metadata())
                    .containsEntry("customer", Map.of("id", "c-2", "name", "Ann"))
                    .containsEntry("dueAt", 5)
                    .containsEntry("other", 2);
            assertThat(column("extra")).isEqualTo("{\"dueAt\": 5, \"other\": 2, \"customer\": {\"name\": \"Ann\"}}");
        }

        @Test
        void a_value_in_the_place_of_a_group_is_shown_until_the_store_writes_the_field() {
            runs.add("a", 1, Patch.of(CUSTOMER, "c-1"));
            unaware.update("a", Map.of("customer", "Ann"));
            assertThat(entry().metadata()).containsEntry("customer", "Ann");

            runs.update("a", Patch.of(CUSTOMER, "c-2"));

            assertThat(entry().metadata()).containsEntry("customer", Map.of("id", "c-2"));
        }

        @Test
        void their_count_is_added_to_the_column() {
            runs.add("a", 1, Patch.of(RETRIES, 3));

            unaware.increment("a", "stats.retries", 2);

            assertThat(entry().get(RETRIES)).isEqualTo(5);
            assertThat(entry().metadata()).containsEntry("stats", Map.of("retries", 5));
            assertThat(ids(IndexQuery.where(RETRIES, 5))).containsExactly("a");
            assertThat(runs.increment("a", RETRIES, 1)).isEqualTo(6);
            assertThat(column("retries")).isEqualTo("6");
        }

        @Test
        void counting_goes_on_from_their_number() {
            unaware.add("a", 1, Map.of("stats", Map.of("retries", 5, "other", 1)));

            assertThat(runs.increment("a", RETRIES, 2)).isEqualTo(7);

            assertThat(column("retries")).isEqualTo("7");
            assertThat(column("extra")).isEqualTo("{\"stats\": {\"other\": 1}}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"text", "1.5"})
        void counting_refuses_a_value_that_is_no_whole_number(String value) {
            Object json = value.equals("text") ? value : new java.math.BigDecimal(value);
            unaware.add("a", 1, Map.of("stats", Map.of("retries", json)));

            assertThatExceptionOfType(IncrementException.class).isThrownBy(() -> runs.increment("a", RETRIES, 2));

            assertThat(unaware.get("a").orElseThrow().get("stats.retries", Object.class))
                    .isPresent();
        }

        @Test
        void a_document_of_theirs_is_merged_into_the_column() {
            runs.add("a", 1, Patch.of(BASKET, Map.of("x", 1, "y", Map.of("z", 2))));
            unaware.update("a", Map.of("basket", Map.of("y", Map.of("w", 3))));
            assertThat(entry().get(BASKET)).isEqualTo(Map.of("x", 1, "y", Map.of("z", 2, "w", 3)));

            runs.update("a", Map.of("basket.x", 4));

            assertThat(entry().get(BASKET)).isEqualTo(Map.of("x", 4, "y", Map.of("z", 2, "w", 3)));
            assertThat(column("extra")).isEqualTo("{}");
        }

        @Test
        void a_transition_expects_their_value() {
            runs.add("a", 1, Patch.of(CUSTOMER, "c-1"));
            unaware.update("a", Map.of("customer.id", "c-2"));

            assertThat(store.transition().expect(subject, "a", CUSTOMER, "c-1").apply())
                    .isInstanceOf(TransitionResult.Conflict.class);
            assertThat(store.transition().expect(subject, "a", CUSTOMER, null).apply())
                    .isInstanceOf(TransitionResult.Conflict.class);
            assertThat(store.transition().expect(subject, "a", CUSTOMER, "c-2").apply())
                    .isInstanceOf(TransitionResult.Applied.class);
        }

        @Test
        void a_value_that_does_not_fit_the_column_is_shown_as_it_is_and_refused_as_a_typed_value() {
            unaware.add("a", 1, Map.of("customer", Map.of("id", 7)));

            assertThat(entry().metadata()).containsEntry("customer", Map.of("id", 7));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> entry().get(CUSTOMER))
                    .withMessageContaining("customer.id");
        }
    }

    @Nested
    class Migration {

        @Test
        void values_move_to_the_column_and_reads_do_not_change() {
            runs.add("a", 1, Patch.of(RETRIES, 3).and(BASKET, Map.of("x", 1)));
            unaware.update(
                    "a", Map.of("customer", Map.of("id", "c-1", "name", "Ann"), "stats.retries", 2, "basket.y", 2));
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
        void a_value_that_a_constraint_refuses_stays_and_the_others_move() throws SQLException {
            sql("ALTER TABLE %s ADD CONSTRAINT short CHECK (length(customer_id) < 20) NOT VALID");
            try {
                unaware.add("a", 1, Map.of("customer.id", "c".repeat(20)));
                unaware.add("b", 1, Map.of("customer.id", "c"));

                FieldMigrationResult result = store.migrateField(CUSTOMER);

                assertThat(result.examples()).containsOnlyOnce(new FieldMigrationResult.Entry(flow, "a"));
                assertThat(unaware.get("b").orElseThrow().get("customer.id", String.class))
                        .isEmpty();
                assertThat(entry().get(CUSTOMER)).isEqualTo("c".repeat(20));
            } finally {
                sql("ALTER TABLE %s DROP CONSTRAINT short");
            }
        }

        @Test
        void a_field_that_the_store_was_not_given_is_refused() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> UNAWARE.store().migrateField(CUSTOMER));
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

    @Nested
    class Mistakes {

        @Test
        void a_column_of_another_table_is_refused() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> ColumnField.own(Flows.class, "customer.id", SHOP_RUNS.customerId, Codec.TEXT))
                    .withMessageContaining("customer_id")
                    .withMessageContaining("flow_runs");
        }

        @ParameterizedTest
        @ValueSource(strings = {"status", "status.code", "customer.id", "customer", "customer.id.x", "version"})
        void a_path_that_is_taken_is_refused(String path) {
            var taken = ColumnField.own(FlowRuns.class, path, SHOP_RUNS.dueAt, Codec.LONG);

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> UNAWARE.options().withFields(CUSTOMER).withFields(taken));
        }

        @Test
        void a_column_with_two_fields_is_refused() {
            var second = ColumnField.own(FlowRuns.class, "client", SHOP_RUNS.customerId, Codec.TEXT);

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> UNAWARE.options().withFields(CUSTOMER, second))
                    .withMessageContaining("customer_id");
        }

        @Test
        void a_field_of_the_store_is_refused() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> UNAWARE.options().withFields(FlowRunFields.STATUS));
        }

        @Test
        void a_field_that_the_store_was_not_given_is_refused_in_patches_and_entries() {
            unaware.add("a", 1, Map.of());

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> unaware.update("a", Patch.of(CUSTOMER, "c-1")))
                    .withMessageContaining("withFields");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> unaware.get("a").orElseThrow().get(CUSTOMER))
                    .withMessageContaining("withFields");
        }

        @Test
        void a_field_that_the_store_was_not_given_is_refused_in_queries_and_claims() {
            refusedField(() -> unaware.read(IndexQuery.where(CUSTOMER, "c-1")));
            refusedField(() -> unaware.read(IndexQuery.where(CUSTOMER, null)));
            refusedField(() -> unaware.read(IndexQuery.where(RETRIES, 0)));
            refusedField(() -> unaware.read(IndexQuery.where(FlowRunFields.STATUS, "done")
                    .andAnyOf(CUSTOMER, List.of("c-1"))
                    .withMinScore(1)));
            refusedField(() -> unaware.count(IndexQuery.where(CUSTOMER, "c-1")));
            refusedField(() -> unaware.claim(IndexQuery.where(CUSTOMER, "c-1"), Duration.ofMinutes(1)));
            refusedField(() -> UNAWARE.store().runs().read(RunQuery.all().where(CUSTOMER, "c-1")));
            refusedField(() -> UNAWARE.store().runs().count(RunQuery.all().where(CUSTOMER, "c-1")));
            refusedField(() -> UNAWARE.store().runs().estimate(RunQuery.all().where(CUSTOMER, "c-1")));
        }

        @Test
        void a_field_that_the_store_was_not_given_is_refused_in_transitions_and_increments() {
            Transition transition = UNAWARE.store().transition();

            refusedField(() -> transition.expect(subject, "a", CUSTOMER, "c-1"));
            refusedField(() -> transition.expect(subject, "a", CUSTOMER, null));
            refusedField(() -> transition.update(subject, "a", Patch.of(CUSTOMER, "c-1")));
            refusedField(() -> transition.add(subject, "a", 1, Patch.of(CUSTOMER, "c-1")));
            refusedField(() -> transition.increment(subject, "a", RETRIES, 1));
            refusedField(() -> unaware.increment("a", RETRIES, 1));
            refusedField(() -> unaware.add("a", 1, Patch.of(CUSTOMER, "c-1")));
            refusedField(() -> unaware.addIfAbsent("a", 1, Patch.of(CUSTOMER, "c-1")));
            refusedField(
                    () -> unaware.reschedule("a", 1, DueTime.after(Duration.ofMinutes(1)), Patch.of(CUSTOMER, "c-1")));
        }

        private void refusedField(ThrowingCallable call) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(call)
                    .withMessageContaining("withFields");
        }

        @Test
        void a_filter_by_a_field_with_another_path_is_refused() {
            var second = ColumnField.own(FlowRuns.class, "client", SHOP_RUNS.customerId, Codec.TEXT);

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> runs.read(IndexQuery.where(second, "c-1")))
                    .withMessageContaining("client");
        }

        @Test
        void a_missing_column_is_refused_at_open() {
            refused(
                    ColumnField.own(FlowRuns.class, "x", new Renamed("nvent_flow_runs").field, Codec.TEXT),
                    "shop_flow_runs.renamed does not exist");
        }

        @Test
        void a_column_of_another_type_is_refused_at_open() {
            refused(
                    ColumnField.own(FlowRuns.class, "x", SHOP_RUNS.customerNumber, Codec.LONG),
                    "shop_flow_runs.customer_id has the type text, its class bigint");
        }

        private void refused(MetadataField<?> field, String problem) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(UNAWARE.options().withFields(field)))
                    .withMessageContaining(problem);
        }
    }

    @SuppressWarnings("serial")
    private static final class Renamed extends org.jooq.impl.TableImpl<org.jooq.Record> {

        final org.jooq.TableField<org.jooq.Record, String> field =
                createField(DSL.name("renamed"), org.jooq.impl.SQLDataType.CLOB, this, "");

        Renamed(String name) {
            super(DSL.name(name));
        }
    }
}
