package dev.nvent.store.it;

import static dev.nvent.store.it.Customers.CUSTOMERS;
import static dev.nvent.store.jooq.Tables.FLOWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.Claim;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.it.Customers.CustomersRecord;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.OwnIndex;
import dev.nvent.store.transition.TransitionResult;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.Worker;
import dev.nvent.store.work.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes in a table of the user; the conformance suite runs on one too. */
@Tag("postgres")
class OwnTablesTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("acme");

    private final NventStore store = STORE.store();
    private final String region = UUID.randomUUID().toString();
    private final OwnIndex<CustomersRecord> subject = Customers.INDEX.index(region);
    private final SortedIndex<CustomersRecord> customers = store.index(subject);

    private static NventStore open(IndexDefinition<?>... indexes) {
        return NventStore.open(STORE.plainOptions().withIndexes(indexes));
    }

    private static void execute(String text) {
        TestPostgres.execute(text.formatted(STORE.schema() + ".acme_customers"));
    }

    private static IndexDefinition<CustomersRecord> bare(String subject) {
        return IndexDefinition.of(subject, CUSTOMERS.id, CUSTOMERS.registeredAt, CUSTOMERS.version);
    }

    @Test
    void both_ways_of_naming_an_index_reach_its_rows_and_reports_do_too() {
        customers.add("c-1", 5, Patch.of(Customers.STATUS, "gold").and(Customers.ORDERS, 2));
        store.index("shop:customers:" + region).update("c-1", Map.of("nickname", "Ada"));

        IndexEntry<CustomersRecord> entry = customers.get("c-1").orElseThrow();
        assertThat(entry.get(Customers.STATUS)).isEqualTo("gold");
        assertThat(entry.get("nickname", String.class)).contains("Ada");
        assertThat(entry.version()).isOne();
        assertThat(store.reports()
                        .dsl()
                        .select(CUSTOMERS.status, CUSTOMERS.orders)
                        .from(CUSTOMERS)
                        .where(CUSTOMERS.region.eq(region))
                        .fetch()
                        .map(row -> row.value1() + " " + row.value2()))
                .containsExactly("gold 2");
    }

    @Test
    void a_call_sends_the_same_statements_as_on_a_table_of_the_store() {
        customers.add("c-1", 5, Map.of());

        assertThat(STORE.statementsOf(() -> customers.increment("c-1", Customers.ORDERS, 1)))
                .singleElement()
                .asString()
                .contains("\"acme_customers\"", "\"orders\"")
                .doesNotContain("extra");
        assertThat(STORE.statementsOf(() -> customers.update("c-1", Map.of("nickname", "Ada"))))
                .singleElement()
                .asString()
                .contains("nvent_jsonb_deep_merge");
    }

    @Test
    void entries_are_claimed_at_their_score() {
        customers.add("due", 5, Map.of());
        customers.add("later", Instant.now().plusSeconds(60).toEpochMilli(), Map.of());

        List<Claim<CustomersRecord>> claims = customers.claim(10, Duration.ofMinutes(1));

        assertThat(claims).extracting(claim -> claim.entry().id()).containsExactly("due");
        int version = claims.getFirst().entry().version();
        assertThat(customers.claim(10, Duration.ofMinutes(1))).isEmpty();
        assertThat(customers.extend("due", version, Duration.ofMinutes(2)))
                .isEqualTo(new UpdateResult.Updated(version + 1));
        assertThat(customers.release("due", version)).isInstanceOf(UpdateResult.Conflict.class);
        assertThat(customers.reschedule("due", version + 1, DueTime.after(Duration.ofHours(1))))
                .isEqualTo(new UpdateResult.Updated(version + 2));
        assertThat(customers.delete("due", version + 2)).isTrue();
    }

    @Test
    void a_transition_changes_them_together_with_events() {
        customers.add("c-1", 5, Patch.of(Customers.STATUS, "new"));
        String run = UUID.randomUUID().toString();

        TransitionResult result = store.transition()
                .expect(subject, "c-1", Customers.STATUS, "new")
                .update(subject, "c-1", Patch.of(Customers.STATUS, "gold"))
                .increment(subject, "c-1", Customers.ORDERS, 3)
                .append("nvent:flow:run:" + run, NewEvent.of("upgraded"))
                .apply();

        assertThat(result).isInstanceOf(TransitionResult.Applied.class);
        assertThat(customers.get("c-1").orElseThrow().get(Customers.ORDERS)).isEqualTo(3);
        assertThat(store.transition()
                        .expect(subject, "c-1", Customers.STATUS, "new")
                        .update(subject, "c-1", Patch.of(Customers.STATUS, "silver"))
                        .apply())
                .isInstanceOf(TransitionResult.Conflict.class);
    }

    @Test
    void a_transaction_covers_them() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.inTransaction(tx -> {
                    tx.index(subject).add("c-1", 1, Map.of());
                    throw new IllegalStateException();
                }));

        assertThat(customers.get("c-1")).isEmpty();
    }

    @Test
    void a_worker_handles_them() throws InterruptedException {
        customers.add("c-1", 1, Patch.of(Customers.STATUS, "new"));
        var handled = new CountDownLatch(1);

        try (Worker worker = store.worker(subject, WorkerOptions.DEFAULT, task -> {
            handled.countDown();
            return Outcome.completed();
        })) {
            assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.held()).isLessThanOrEqualTo(1);
        }

        assertThat(customers.get("c-1")).isEmpty();
    }

    @Test
    void a_listener_gets_the_name_of_the_table_without_its_prefix() {
        var targets = new CopyOnWriteArrayList<String>();
        var options = STORE.options().withListener((operation, target) -> {
            targets.add(target);
            return result -> {};
        });
        try (NventStore observed = NventStore.open(options)) {
            observed.index(subject).add("c-1", 1, Map.of());
        }

        assertThat(targets).containsExactly("customers");
    }

    @Test
    void a_constraint_of_the_table_is_an_error_of_the_call() {
        execute("ALTER TABLE %s ADD CHECK (rank IS NULL OR rank > 0)");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> customers.add("c-1", 1, Patch.of(Customers.RANK, -1)))
                .withMessageContaining("c-1");
        assertThat(customers.get("c-1")).isEmpty();
    }

    /** The same table, of which only the columns that an index needs are known, and one field. */
    @Nested
    class WithoutOverflow {

        private final NventStore strict = NventStore.open(STORE.plainOptions()
                .withIndexes(bare("strict:customers:{region}")
                        .withKey(CUSTOMERS.region)
                        .withFields(Customers.STATUS)));
        private final SortedIndex<?> index = strict.index("strict:customers:" + region);

        @AfterEach
        void close() {
            strict.close();
        }

        @Test
        void metadata_without_a_column_is_refused_by_its_path() {
            for (Map<String, ?> metadata : List.of(
                    Map.of("nickname", "Ada"),
                    Map.of("address", Map.of("city", "Oslo")),
                    Map.of("status", "new", "stats.orders", 1))) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(() -> index.add("c-1", 1, metadata))
                        .withMessageContaining("no overflow column");
            }
            assertThat(index.get("c-1")).isEmpty();
        }

        @Test
        void a_filter_or_an_increment_of_it_is_refused() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> index.read(IndexQuery.all().withFilter(Map.of("nickname", "Ada"))))
                    .withMessageContaining("nickname");
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> index.increment("c-1", "stats.total", 1))
                    .withMessageContaining("stats.total");
        }

        @Test
        void the_overflow_field_of_another_definition_is_refused() {
            index.add("c-1", 1, Map.of());
            @SuppressWarnings("unchecked")
            var typed = (SortedIndex<CustomersRecord>) index;
            var extra = new OverflowField<>(CUSTOMERS.extra);

            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> typed.update("c-1", Patch.of(extra, Map.of("a", 1))));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> typed.get("c-1").orElseThrow().get(extra));
        }

        @Test
        void columns_that_are_no_part_of_it_keep_their_values() {
            customers.add("c-1", 1, Patch.of(Customers.ORDERS, 7).and(Customers.STATUS, "gold"));

            index.add("c-1", 2, Map.of());

            IndexEntry<CustomersRecord> entry = customers.get("c-1").orElseThrow();
            assertThat(entry.get(Customers.ORDERS)).isEqualTo(7);
            assertThat(entry.get(Customers.STATUS)).isEqualTo("new");
            assertThat(entry.score()).isEqualTo(2);
        }
    }

    @Nested
    class Definition {

        @Test
        void a_subject_is_text_with_at_most_one_key_at_its_end() {
            for (String wrong :
                    List.of("", "{region}", "shop:{region}:customers", "shop:{a}:{b}", "shop{region}", "shop:{}")) {
                assertThatExceptionOfType(InvalidInputException.class).as(wrong).isThrownBy(() -> bare(wrong));
            }
        }

        @Test
        void null_is_refused_with_the_subject() {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> IndexDefinition.of("a", CUSTOMERS.id, null, CUSTOMERS.version),
                    () -> bare("a").withKey(null),
                    () -> bare("a").withUpdatedAt(null),
                    () -> bare("a").withFields(Customers.RANK, null))) {
                assertThatExceptionOfType(InvalidInputException.class)
                        .isThrownBy(call)
                        .withMessageContaining("index a");
            }
        }

        @Test
        void a_key_is_given_where_there_is_one() {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Customers.INDEX.index());
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Customers.INDEX.index(""));
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> bare("shop:customers").index("eu"));
            assertRefused("the column of the key", bare("shop:customers:{region}"));
            assertRefused("no column of a key", bare("shop:customers").withKey(CUSTOMERS.region));
        }

        @Test
        void two_definitions_have_neither_a_table_nor_a_subject_in_common() {
            assertRefused("one definition of each table", bare("a"), bare("b"));
            IndexDefinition<FlowsRecord> other =
                    IndexDefinition.of("shop:customers:eu", FLOWS.FLOW_NAME, FLOWS.REGISTERED_AT, FLOWS.VERSION);
            assertRefused("subjects that name one table each", Customers.INDEX, other);
            assertRefused("subjects that name one table each", other, Customers.INDEX);
        }

        @Test
        void a_column_or_a_path_is_used_once() {
            assertRefused(
                    "rank",
                    bare("a").withFields(Customers.RANK, ColumnField.of("position", CUSTOMERS.rank, Codec.INTEGER)));
            assertRefused(
                    "rank",
                    bare("a").withFields(Customers.RANK, ColumnField.of("rank.of", CUSTOMERS.orders, Codec.INTEGER)));
            assertRefused("version", bare("a").withFields(ColumnField.of("v", CUSTOMERS.version, Codec.INTEGER)));
            assertRefused("version", bare("a").withFields(ColumnField.of("version", CUSTOMERS.rank, Codec.INTEGER)));
            assertRefused("id", bare("a").withFields(ColumnField.of("number", CUSTOMERS.id, Codec.TEXT)));
        }

        @Test
        void a_subject_of_the_store_is_refused_when_the_store_is_opened() {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> open(bare("acme:{region}").withKey(CUSTOMERS.region)))
                    .withMessageContaining("acme:");
        }

        private void assertRefused(String words, IndexDefinition<?>... indexes) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> STORE.plainOptions().withIndexes(indexes))
                    .withMessageContaining(words);
        }
    }

    /** Opening the store reports what is wrong with a table. */
    @Nested
    class Opening {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                DROP COLUMN rank | rank does not exist
                ALTER rank TYPE bigint | rank has the type int8
                ALTER status TYPE char(9) | status has the type bpchar
                ALTER version DROP DEFAULT | version needs the default 0
                ALTER version SET DEFAULT 1 | version needs the default 0
                ALTER updated_at DROP DEFAULT | updated_at needs a default
                ALTER registered_at DROP NOT NULL | registered_at takes NULL
                ADD planet text NOT NULL | planet is NOT NULL, has no default
                DROP CONSTRAINT acme_customers_pkey | no unique constraint, of id and region
                RENAME TO acme_clients | acme_customers does not exist
                """)
        void a_table_that_differs_from_its_definition_is_refused(String change, String problem) {
            var damaged = TestStore.withCustomers("acme");
            damaged.open();
            try {
                TestPostgres.execute("ALTER TABLE " + damaged.schema() + ".acme_customers " + change);
                assertThatExceptionOfType(SchemaException.class)
                        .isThrownBy(() -> NventStore.open(damaged.options()))
                        .withMessageContaining(problem);
            } finally {
                damaged.close();
            }
        }

        @Test
        void columns_that_are_no_part_of_it_may_have_defaults_or_be_generated() {
            execute("ALTER TABLE %s ADD number bigint GENERATED ALWAYS AS IDENTITY, ADD note text,"
                    + " ADD twice integer GENERATED ALWAYS AS (orders * 2) STORED");

            open(Customers.INDEX).close();
        }
    }
}
