package dev.nvent.store.it;

import static dev.nvent.store.it.Customers.CUSTOMERS;
import static dev.nvent.store.it.ShopRuns.SHOP_RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.error.StoredValueException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.it.Customers.CustomersRecord;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.transition.TransitionResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields in columns of types that only tables of users have: UUID, date, numeric, timestamptz, varchar(n), enums, domains. */
@Tag("postgres")
class ColumnTypesTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("types");

    static final ColumnField<CustomersRecord, UUID, UUID> TOKEN = ColumnField.of("token", CUSTOMERS.token, Codec.UUID);
    static final ColumnField<CustomersRecord, LocalDate, LocalDate> BORN =
            ColumnField.of("born", CUSTOMERS.born, Codec.DATE);
    static final ColumnField<CustomersRecord, BigDecimal, BigDecimal> CREDIT =
            ColumnField.of("credit", CUSTOMERS.credit, Codec.DECIMAL);
    static final ColumnField<CustomersRecord, BigDecimal, BigDecimal> RATE =
            ColumnField.of("rate", CUSTOMERS.rate, Codec.DECIMAL);
    static final ColumnField<CustomersRecord, OffsetDateTime, Instant> SEEN_AT =
            ColumnField.of("seenAt", CUSTOMERS.seenAt, Codec.TIMESTAMP);
    static final ColumnField<CustomersRecord, Instant, Instant> LEFT_AT =
            ColumnField.of("leftAt", CUSTOMERS.leftAt, Codec.INSTANT);
    static final ColumnField<CustomersRecord, String, String> COUNTRY =
            ColumnField.of("country", CUSTOMERS.country, Codec.TEXT);
    static final ColumnField<CustomersRecord, Mood, Mood> MOOD =
            ColumnField.of("mood", CUSTOMERS.mood, Codec.ofEnum(Mood.class));
    static final ColumnField<CustomersRecord, Mood, Mood> TEMPER =
            ColumnField.of("temper", CUSTOMERS.temper, Codec.ofEnum(Mood.class));
    static final ColumnField<CustomersRecord, String, String> EMAIL =
            ColumnField.of("email", CUSTOMERS.email, Codec.TEXT);
    static final ColumnField<CustomersRecord, BigDecimal, BigDecimal> DISCOUNT =
            ColumnField.of("discount", CUSTOMERS.discount, Codec.DECIMAL);
    static final ColumnField<CustomersRecord, OffsetDateTime, Instant> NOTED_AT =
            ColumnField.of("notedAt", CUSTOMERS.notedAt, Codec.TIMESTAMP);
    static final CounterField<CustomersRecord> PARCELS = CounterField.of("parcels", CUSTOMERS.parcels);
    static final IndexDefinition<CustomersRecord> TYPED = IndexDefinition.of(
                    "typed:{region}", CUSTOMERS.id, CUSTOMERS.registeredAt, CUSTOMERS.version)
            .withKey(CUSTOMERS.region)
            .withFields(
                    TOKEN, BORN, CREDIT, RATE, SEEN_AT, LEFT_AT, COUNTRY, MOOD, TEMPER, EMAIL, DISCOUNT, PARCELS,
                    NOTED_AT);

    private static final UUID AN_ID = UUID.fromString("0188a5eb-54c4-7d0f-8a5e-1b1b1b1b1b1b");
    private static final Instant A_TIME = Instant.parse("2026-02-03T04:05:06.789012Z");

    private static NventStore store;

    private final String key = UUID.randomUUID().toString();
    private final SortedIndex<CustomersRecord> index = store.index(TYPED.index(key));

    @BeforeAll
    static void open() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".types_flow_runs ADD token uuid, ADD born date,"
                + " ADD credit numeric(12,2), ADD seen_at timestamptz, ADD country varchar(2), ADD mood "
                + STORE.schema() + ".mood, ADD email " + STORE.schema() + ".email, ADD discount " + STORE.schema()
                + ".percent, ADD noted_at timestamptz(3)");
        store = NventStore.open(
                STORE.plainOptions().withIndexes(TYPED).withFields(RunFields.ALL.toArray(ColumnField<?, ?, ?>[]::new)));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void a_typed_value_comes_back_as_it_is_and_as_metadata() {
        index.add(
                "a",
                1,
                Patch.of(TOKEN, AN_ID)
                        .and(BORN, LocalDate.of(1815, 12, 10))
                        .and(CREDIT, new BigDecimal("10.50"))
                        .and(RATE, new BigDecimal("0.123456789012345678901234567890"))
                        .and(SEEN_AT, A_TIME)
                        .and(LEFT_AT, Instant.parse("2026-01-01T00:00:00Z"))
                        .and(COUNTRY, "NZ")
                        .and(MOOD, Mood.IT_IS_BAD)
                        .and(EMAIL, "a@b.nz")
                        .and(DISCOUNT, new BigDecimal("12.50"))
                        .and(PARCELS, 3));

        IndexEntry<CustomersRecord> entry = index.get("a").orElseThrow();
        assertThat(entry.get(TOKEN)).isEqualTo(AN_ID);
        assertThat(entry.get(BORN)).isEqualTo("1815-12-10");
        assertThat(entry.get(CREDIT)).isEqualByComparingTo("10.5");
        assertThat(entry.get(RATE)).isEqualTo("0.123456789012345678901234567890");
        assertThat(entry.get(SEEN_AT)).isEqualTo(A_TIME);
        assertThat(entry.get(LEFT_AT)).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(entry.get(MOOD)).isEqualTo(Mood.IT_IS_BAD);
        assertThat(entry.get(TEMPER)).isEqualTo(Mood.HAPPY);
        assertThat(entry.get(EMAIL)).isEqualTo("a@b.nz");
        assertThat(entry.get(DISCOUNT)).isEqualByComparingTo("12.5");
        assertThat(entry.get(PARCELS)).isEqualTo(3);
        assertThat(entry.get("mood", Mood.class)).contains(Mood.IT_IS_BAD);
        assertThat(entry.metadata())
                .containsEntry("mood", "It's bad")
                .containsEntry("temper", "happy")
                .containsEntry("email", "a@b.nz")
                .containsEntry("parcels", 3)
                .containsEntry("token", AN_ID.toString())
                .containsEntry("born", "1815-12-10")
                .containsEntry("seenAt", "2026-02-03T04:05:06.789012Z")
                .containsEntry("leftAt", "2026-01-01T00:00:00.000Z")
                .containsEntry("country", "NZ");
        assertThat(entry.get("credit", BigDecimal.class).orElseThrow()).isEqualByComparingTo("10.5");
    }

    @Test
    void what_metadata_shows_can_be_written_again() {
        index.add(
                "a",
                1,
                Patch.of(TOKEN, AN_ID)
                        .and(BORN, LocalDate.of(1, 1, 1))
                        .and(SEEN_AT, A_TIME)
                        .and(CREDIT, new BigDecimal("-9999999999.99"))
                        .and(MOOD, Mood.SO_SO)
                        .and(EMAIL, "a@b.nz")
                        .and(DISCOUNT, new BigDecimal("99.99"))
                        .and(PARCELS, 7)
                        .and(LEFT_AT, Instant.parse("9999-12-31T23:59:59.999999Z")));
        var metadata = new LinkedHashMap<>(index.get("a").orElseThrow().metadata());
        metadata.remove("version");

        index.add("b", 1, metadata);

        var copy = new LinkedHashMap<>(index.get("b").orElseThrow().metadata());
        copy.remove("version");
        assertThat(copy).isEqualTo(metadata);
    }

    @Test
    void null_is_null() {
        index.add(
                "a",
                1,
                Patch.of(TOKEN, AN_ID)
                        .and(BORN, LocalDate.EPOCH)
                        .and(CREDIT, BigDecimal.ONE)
                        .and(MOOD, Mood.SO_SO)
                        .and(EMAIL, "a@b.nz")
                        .and(SEEN_AT, A_TIME));

        index.update(
                "a",
                Patch.of(TOKEN, null)
                        .and(BORN, null)
                        .and(CREDIT, null)
                        .and(SEEN_AT, null)
                        .and(MOOD, null)
                        .and(EMAIL, null)
                        .and(LEFT_AT, null));

        assertThat(index.get("a").orElseThrow().metadata()).containsOnlyKeys("version", "temper", "parcels");
        assertThat(ids(IndexQuery.where(TOKEN, null).and(MOOD, null))).containsExactly("a");
    }

    @Test
    void filters_find_them() {
        index.add(
                "a",
                1,
                Patch.of(TOKEN, AN_ID)
                        .and(BORN, LocalDate.EPOCH)
                        .and(CREDIT, BigDecimal.ONE)
                        .and(SEEN_AT, A_TIME)
                        .and(LEFT_AT, A_TIME));
        index.update("a", Patch.of(MOOD, Mood.SO_SO).and(EMAIL, "a@b.nz").and(DISCOUNT, BigDecimal.TEN));
        index.add("b", 2, Map.of());

        assertThat(ids(IndexQuery.where(MOOD, Mood.SO_SO))).containsExactly("a");
        assertThat(ids(IndexQuery.whereAnyOf(MOOD, List.of(Mood.SO_SO, Mood.HAPPY))
                        .andAnyOf(EMAIL, List.of("a@b.nz"))
                        .andAnyOf(DISCOUNT, List.of(BigDecimal.TEN))))
                .containsExactly("a");
        assertThat(ids(IndexQuery.all().withFilter(Map.of("mood", Mood.SO_SO, "temper", "happy", "parcels", 0))))
                .containsExactly("a");
        assertThat(ids(IndexQuery.where(TOKEN, AN_ID))).containsExactly("a");
        assertThat(ids(IndexQuery.whereAnyOf(TOKEN, List.of(AN_ID, UUID.randomUUID()))))
                .containsExactly("a");
        assertThat(ids(IndexQuery.whereAnyOf(BORN, List.of(LocalDate.EPOCH, LocalDate.MIN.withYear(7)))))
                .containsExactly("a");
        assertThat(ids(IndexQuery.whereAnyOf(CREDIT, List.of(new BigDecimal("1.00")))))
                .containsExactly("a");
        assertThat(ids(IndexQuery.whereAnyOf(SEEN_AT, List.of(A_TIME)))).containsExactly("a");
        assertThat(ids(IndexQuery.whereAnyOf(LEFT_AT, List.of(A_TIME)))).containsExactly("a");
        assertThat(ids(IndexQuery.all().withFilter(Map.of("born", "1970-01-01", "credit", 1))))
                .containsExactly("a");
    }

    @Test
    void a_number_with_decimals_is_incremented() {
        index.add("a", 1, Patch.of(CREDIT, new BigDecimal("10.50")));

        assertThat(index.increment("a", "credit", new BigDecimal("0.25"))).isEqualByComparingTo("10.75");
        assertThat(index.increment("a", "rate", new BigDecimal("0.001"))).isEqualByComparingTo("0.001");
        assertThatExceptionOfType(IncrementException.class)
                .isThrownBy(() -> index.increment("a", "credit", new BigDecimal("1E+10")));
    }

    /** PostgreSQL would round, or cut off, without a word. */
    @ParameterizedTest
    @CsvSource({
        "credit, 1.005",
        "credit, 10000000000",
        "credit, -1E+300",
        "country, 'N   '",
        "country, NZL",
        "born, 2026-02-30",
        "born, 10000-01-01",
        "token, 0188a5eb",
        "seenAt, 2026-02-03",
        "leftAt, 2026-02-03T04:05",
        "mood, SO_SO",
        "mood, Happy",
        "temper, ''",
        "discount, 1.005",
        "discount, 1E+10",
        "notedAt, 2026-02-03T04:05:06.789012Z"
    })
    void what_the_column_cannot_hold_as_it_is_is_refused(String path, String value) {
        index.add("a", 1, Map.of());
        Object given = path.equals("credit") || path.equals("discount") ? new BigDecimal(value) : value;

        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> index.update("a", Map.of(path, given)));
        assertThat(index.get("a").orElseThrow().metadata()).containsOnlyKeys("version", "temper", "parcels");
    }

    @Test
    void the_greatest_number_of_a_column_fits() {
        BigDecimal greatest = new BigDecimal("9999999999.99");
        index.add("a", 1, Patch.of(CREDIT, greatest.negate()));

        assertThat(index.increment("a", "credit", new BigDecimal("19999999999.98")))
                .isEqualByComparingTo(greatest);
        assertThat(index.update("a", Patch.of(CREDIT, BigDecimal.ZERO)).isUpdated())
                .isTrue();
        assertThat(index.update("a", Patch.of(CREDIT, greatest)).isUpdated()).isTrue();
    }

    @Test
    void a_value_that_an_enum_lacks_is_refused_with_those_that_it_has_and_before_a_statement() {
        assertThat(STORE.statementsOf(() -> {
                    for (Executable call : List.<Executable>of(
                            () -> index.add("a", 1, Map.of("mood", "glad")),
                            () -> index.update("a", Map.of("mood", "glad")),
                            () -> index.count(IndexQuery.all().withFilter(Map.of("mood", "glad"))),
                            () -> store.transition().expect("typed:" + key, "a", "mood", "glad"))) {
                        assertThatExceptionOfType(InvalidInputException.class)
                                .isThrownBy(call::execute)
                                .withMessageContaining(
                                        "mood: expected one of happy, so-so, It's bad, found other text");
                    }
                }))
                .isEmpty();
    }

    /** A cast to the size of the column would make another value of them. */
    @Test
    void a_filter_or_an_expectation_with_a_value_that_the_column_cannot_hold_finds_nothing() {
        index.add(
                "a",
                1,
                Patch.of(COUNTRY, "NZ")
                        .and(DISCOUNT, new BigDecimal("1.01"))
                        .and(CREDIT, new BigDecimal("1.01"))
                        .and(NOTED_AT, Instant.parse("2026-02-03T04:05:06.789Z")));
        Instant finer = Instant.parse("2026-02-03T04:05:06.789012Z");
        var decimals = new BigDecimal("1.008");

        assertThat(ids(IndexQuery.whereAnyOf(COUNTRY, List.of("NZL")))).isEmpty();
        assertThat(ids(IndexQuery.whereAnyOf(CREDIT, List.of(decimals)))).isEmpty();
        assertThat(ids(IndexQuery.whereAnyOf(DISCOUNT, List.of(decimals)))).isEmpty();
        assertThat(ids(IndexQuery.whereAnyOf(NOTED_AT, List.of(finer)))).isEmpty();
        assertThat(ids(IndexQuery.where(COUNTRY, "NZL"))).isEmpty();
        assertThat(ids(IndexQuery.where(CREDIT, decimals))).isEmpty();
        assertThat(ids(IndexQuery.where(NOTED_AT, finer))).isEmpty();
        assertThat(store.transition()
                        .expect(TYPED.index(key), "a", NOTED_AT, finer)
                        .apply())
                .isInstanceOf(TransitionResult.Conflict.class);
        assertThat(ids(IndexQuery.where(NOTED_AT, Instant.parse("2026-02-03T04:05:06.789Z"))))
                .containsExactly("a");
    }

    @Test
    void a_column_that_is_smaller_than_its_class_is_refused_at_open() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".types_flow_runs ADD small_text varchar(2),"
                + " ADD small_number numeric(12,2), ADD small_time timestamptz(3)");

        assertThat(List.<MetadataField<?>>of(
                        ColumnField.own(FlowRuns.class, "x", column("small_text", SQLDataType.CLOB), Codec.TEXT),
                        ColumnField.own(FlowRuns.class, "x", column("small_text", SQLDataType.VARCHAR(3)), Codec.TEXT),
                        ColumnField.own(
                                FlowRuns.class, "x", column("small_number", SQLDataType.NUMERIC), Codec.DECIMAL),
                        ColumnField.own(
                                FlowRuns.class, "x", column("small_number", SQLDataType.NUMERIC(12, 4)), Codec.DECIMAL),
                        ColumnField.own(
                                FlowRuns.class,
                                "x",
                                column("small_time", SQLDataType.TIMESTAMPWITHTIMEZONE),
                                Codec.TIMESTAMP)))
                .allSatisfy(field -> assertThatExceptionOfType(SchemaException.class)
                        .isThrownBy(() -> NventStore.open(STORE.plainOptions().withFields(field)))
                        .withMessageContaining("has a smaller size than its class"));
    }

    private static <T> TableField<org.jooq.Record, T> column(String name, DataType<T> type) {
        return new ShopRuns("nvent_flow_runs").column(name, type);
    }

    @Test
    void a_null_in_an_enum_column_that_takes_none_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Patch.of(TEMPER, null));
    }

    @Test
    void add_resets_enums_and_domains_to_their_defaults() {
        index.add("a", 1, Patch.of(TEMPER, Mood.SO_SO).and(PARCELS, 7).and(MOOD, Mood.SO_SO));

        index.add("a", 1, Map.of());

        assertThat(index.get("a").orElseThrow().metadata())
                .containsEntry("temper", "happy")
                .containsEntry("parcels", 0)
                .doesNotContainKey("mood");
    }

    @Test
    void the_check_of_a_domain_is_named_without_the_value() {
        index.add("a", 1, Patch.of(DISCOUNT, BigDecimal.TEN));

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> index.update("a", Patch.of(EMAIL, "secret")))
                .withMessageContaining("email_has_an_at")
                .withMessageNotContaining("secret");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> index.increment("a", "discount", new BigDecimal("90.01")))
                .withMessageContaining("percent_in_range");
        assertThat(index.increment("a", "discount", new BigDecimal("90"))).isEqualByComparingTo("100");
        assertThat(index.increment("a", PARCELS, 2)).isEqualTo(2);
    }

    /** Another version of the application has migrated the type. */
    @Test
    void a_value_that_the_class_of_an_enum_lacks_is_shown_and_refused_as_a_constant() {
        TestPostgres.execute("ALTER TYPE " + STORE.schema() + ".mood ADD VALUE IF NOT EXISTS 'new'");
        index.add("a", 1, Map.of());
        TestPostgres.execute(
                "UPDATE " + STORE.schema() + ".types_customers SET mood = 'new' WHERE region = '" + key + "'");

        IndexEntry<CustomersRecord> entry = index.get("a").orElseThrow();

        assertThat(entry.metadata()).containsEntry("mood", "new");
        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> entry.get(MOOD))
                .withMessageContaining("mood")
                .withMessageContaining(Mood.class.getName());
        assertThat(index.update("a", Patch.of(MOOD, Mood.HAPPY))).isInstanceOf(UpdateResult.Updated.class);
    }

    @Test
    void an_enum_type_without_a_value_of_its_class_is_refused_at_open() {
        TestPostgres.execute("CREATE TYPE " + STORE.schema() + ".feeling AS ENUM ('happy')");
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".types_flow_runs ADD feeling " + STORE.schema()
                + ".feeling, ADD color text");

        assertThat(List.of(Feeling.column("feeling"), Feeling.column("color")))
                .allSatisfy(column -> assertThatExceptionOfType(SchemaException.class)
                        .isThrownBy(() -> NventStore.open(STORE.plainOptions()
                                .withFields(ColumnField.own(
                                        FlowRuns.class, column.getName(), column, Codec.ofEnum(Feeling.class)))))
                        .withMessageContaining(
                                column.getName().equals("color")
                                        ? "color has the type text"
                                        : "feeling has the type feeling without sad, which its class has"));
    }

    private enum Feeling implements EnumType {
        HAPPY,
        SAD;

        static TableField<org.jooq.Record, Feeling> column(String name) {
            return new ShopRuns("nvent_flow_runs").column(name, SQLDataType.VARCHAR.asEnumDataType(Feeling.class));
        }

        @Override
        public String getName() {
            return "feeling";
        }

        @Override
        public String getLiteral() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void a_delta_with_more_decimals_than_the_column_is_refused() {
        index.add("a", 1, Map.of());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> index.increment("a", "credit", new BigDecimal("0.001")));
    }

    @Test
    void a_transition_expects_them() {
        index.add(
                "a",
                1,
                Patch.of(TOKEN, AN_ID)
                        .and(BORN, LocalDate.EPOCH)
                        .and(CREDIT, BigDecimal.TEN)
                        .and(MOOD, Mood.SO_SO)
                        .and(EMAIL, "a@b.nz")
                        .and(SEEN_AT, A_TIME));
        var subject = TYPED.index(key);

        assertThat(store.transition()
                        .expect(subject, "a", TOKEN, AN_ID)
                        .expect(subject, "a", BORN, LocalDate.EPOCH)
                        .expect(subject, "a", CREDIT, new BigDecimal("10.0"))
                        .expect(subject, "a", SEEN_AT, A_TIME)
                        .expect(subject, "a", LEFT_AT, null)
                        .expect(subject, "a", MOOD, Mood.SO_SO)
                        .expect(subject, "a", EMAIL, "a@b.nz")
                        .update(subject, "a", Patch.of(BORN, null))
                        .apply())
                .isInstanceOf(TransitionResult.Applied.class);
        assertThat(store.transition()
                        .expect(subject, "a", TOKEN, UUID.randomUUID())
                        .apply())
                .isInstanceOf(TransitionResult.Conflict.class);
        assertThat(store.transition().expect(subject, "a", MOOD, Mood.HAPPY).apply())
                .isInstanceOf(TransitionResult.Conflict.class);
    }

    private List<String> ids(IndexQuery<? super CustomersRecord> query) {
        return index.read(query).entries().stream().map(IndexEntry::id).toList();
    }

    private static final class RunFields {

        static final ColumnField<FlowRunsRecord, UUID, UUID> TOKEN =
                ColumnField.own(FlowRuns.class, "token", SHOP_RUNS.token, Codec.UUID);
        static final ColumnField<FlowRunsRecord, LocalDate, LocalDate> BORN =
                ColumnField.own(FlowRuns.class, "born", SHOP_RUNS.born, Codec.DATE);
        static final ColumnField<FlowRunsRecord, BigDecimal, BigDecimal> CREDIT =
                ColumnField.own(FlowRuns.class, "credit", SHOP_RUNS.credit, Codec.DECIMAL);
        static final ColumnField<FlowRunsRecord, OffsetDateTime, Instant> SEEN_AT =
                ColumnField.own(FlowRuns.class, "seenAt", SHOP_RUNS.seenAt, Codec.TIMESTAMP);

        static final ColumnField<FlowRunsRecord, String, String> COUNTRY =
                ColumnField.own(FlowRuns.class, "country", SHOP_RUNS.country, Codec.TEXT);
        static final ColumnField<FlowRunsRecord, Mood, Mood> MOOD =
                ColumnField.own(FlowRuns.class, "mood", SHOP_RUNS.mood, Codec.ofEnum(Mood.class));
        static final ColumnField<FlowRunsRecord, String, String> EMAIL =
                ColumnField.own(FlowRuns.class, "email", SHOP_RUNS.email, Codec.TEXT);
        static final ColumnField<FlowRunsRecord, BigDecimal, BigDecimal> DISCOUNT =
                ColumnField.own(FlowRuns.class, "discount", SHOP_RUNS.discount, Codec.DECIMAL);
        static final ColumnField<FlowRunsRecord, OffsetDateTime, Instant> NOTED_AT =
                ColumnField.own(FlowRuns.class, "notedAt", SHOP_RUNS.notedAt, Codec.TIMESTAMP);
        static final List<ColumnField<FlowRunsRecord, ?, ?>> ALL =
                List.of(TOKEN, BORN, CREDIT, SEEN_AT, COUNTRY, MOOD, EMAIL, DISCOUNT, NOTED_AT);

        private RunFields() {}
    }

    /** Columns of a user's in a table of the store, whose values may still be in the overflow column. */
    @Nested
    class OwnColumns {

        private static final Map<String, Object> FITTING = Map.of(
                "token",
                AN_ID.toString(),
                "born",
                "1970-01-01",
                "credit",
                10,
                "seenAt",
                "2026-02-03T05:05:06.789012+01:00",
                "country",
                "NZ",
                "mood",
                "so-so",
                "email",
                "a@b.nz",
                "discount",
                new BigDecimal("0.50"),
                "notedAt",
                "2026-02-03T05:05:06.7890+01:00");
        private static final Map<String, Object> OTHER = Map.of(
                "token",
                "other",
                "born",
                "2026-02-30",
                "credit",
                new BigDecimal("1.005"),
                "seenAt",
                "yesterday",
                "country",
                "NZ ",
                "mood",
                "glad",
                "email",
                "no address",
                "discount",
                new BigDecimal("100.5"),
                "notedAt",
                "2026-02-03T05:05:06.789012Z");

        private final SortedIndex<FlowRunsRecord> runs = store.index(new FlowRuns(key));
        private final SortedIndex<FlowRunsRecord> unaware = STORE.store().index(new FlowRuns(key));

        @Test
        void a_value_in_the_overflow_column_is_read_filtered_counted_and_moved() {
            unaware.add("a", 1, FITTING);

            assertFitting();
            assertThat(runs.increment("a", "credit", new BigDecimal("0.50"))).isEqualByComparingTo("10.5");
            unaware.update("a", Map.of("credit", 10));
            for (ColumnField<FlowRunsRecord, ?, ?> field : RunFields.ALL) {
                assertThat(store.migrateField(field, rows -> {}).remaining()).isZero();
            }
            assertThat(unaware.get("a").orElseThrow().metadata())
                    .doesNotContainKeys("token", "born", "credit", "seenAt", "country", "mood", "email", "discount");
            assertFitting();
        }

        private void assertFitting() {
            IndexEntry<FlowRunsRecord> entry = runs.get("a").orElseThrow();
            assertThat(entry.get(RunFields.TOKEN)).isEqualTo(AN_ID);
            assertThat(entry.get(RunFields.BORN)).isEqualTo(LocalDate.EPOCH);
            assertThat(entry.get(RunFields.CREDIT)).isEqualByComparingTo("10");
            assertThat(entry.get(RunFields.SEEN_AT)).isEqualTo(A_TIME);
            assertThat(entry.get(RunFields.NOTED_AT)).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
            assertThat(runs.count(IndexQuery.where(RunFields.NOTED_AT, Instant.parse("2026-02-03T04:05:06.789Z"))))
                    .isOne();
            assertThat(entry.get(RunFields.MOOD)).isEqualTo(Mood.SO_SO);
            assertThat(entry.get(RunFields.EMAIL)).isEqualTo("a@b.nz");
            assertThat(entry.get(RunFields.DISCOUNT)).isEqualByComparingTo("0.5");
            assertThat(runs.count(IndexQuery.where(RunFields.TOKEN, AN_ID)
                            .and(RunFields.BORN, LocalDate.EPOCH)
                            .and(RunFields.CREDIT, BigDecimal.TEN)
                            .and(RunFields.SEEN_AT, A_TIME)
                            .and(RunFields.MOOD, Mood.SO_SO)
                            .and(RunFields.EMAIL, "a@b.nz")))
                    .isOne();
            assertThat(runs.count(IndexQuery.whereAnyOf(RunFields.MOOD, List.of(Mood.SO_SO, Mood.HAPPY))))
                    .isOne();
        }

        @Test
        void a_value_that_does_not_fit_stays_is_shown_and_disturbs_no_query() {
            unaware.add("a", 1, OTHER);

            assertThat(runs.get("a").orElseThrow().metadata()).containsAllEntriesOf(OTHER);
            assertThat(runs.count(IndexQuery.where(RunFields.TOKEN, AN_ID))).isZero();
            assertThat(runs.count(IndexQuery.where(RunFields.CREDIT, new BigDecimal("1.01"))))
                    .isZero();
            assertThat(runs.count(IndexQuery.where(RunFields.BORN, LocalDate.EPOCH)))
                    .isZero();
            assertThat(runs.count(IndexQuery.where(RunFields.SEEN_AT, A_TIME))).isZero();
            assertThat(runs.count(IndexQuery.where(RunFields.MOOD, Mood.SO_SO))).isZero();
            for (ColumnField<FlowRunsRecord, ?, ?> field : RunFields.ALL) {
                FieldMigrationResult result = store.migrateField(field, rows -> {});
                assertThat(result.remaining()).isEqualTo(1);
            }
            assertThatExceptionOfType(IncrementException.class)
                    .isThrownBy(() -> runs.increment("a", "credit", BigDecimal.ONE));
            assertThat(runs.get("a").orElseThrow().metadata()).containsAllEntriesOf(OTHER);
            unaware.delete("a");
        }
    }
}
