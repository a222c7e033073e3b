package dev.nvent.store.it;

import static dev.nvent.store.it.ShopRuns.SHOP_RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns of such types that a user has added to a table of the store, whose values may still be in the overflow column. */
class OwnColumnTypesTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("types");

    private static final ColumnField<FlowRunsRecord, UUID, UUID> TOKEN =
            ColumnField.own(FlowRuns.class, "token", SHOP_RUNS.token, Codec.UUID);
    private static final ColumnField<FlowRunsRecord, LocalDate, LocalDate> BORN =
            ColumnField.own(FlowRuns.class, "born", SHOP_RUNS.born, Codec.DATE);
    private static final ColumnField<FlowRunsRecord, BigDecimal, BigDecimal> CREDIT =
            ColumnField.own(FlowRuns.class, "credit", SHOP_RUNS.credit, Codec.DECIMAL);
    private static final ColumnField<FlowRunsRecord, OffsetDateTime, Instant> SEEN_AT =
            ColumnField.own(FlowRuns.class, "seenAt", SHOP_RUNS.seenAt, Codec.TIMESTAMP);
    private static final ColumnField<FlowRunsRecord, String, String> COUNTRY =
            ColumnField.own(FlowRuns.class, "country", SHOP_RUNS.country, Codec.TEXT);
    private static final ColumnField<FlowRunsRecord, Mood, Mood> MOOD =
            ColumnField.own(FlowRuns.class, "mood", SHOP_RUNS.mood, Codec.ofEnum(Mood.class));
    private static final ColumnField<FlowRunsRecord, String, String> EMAIL =
            ColumnField.own(FlowRuns.class, "email", SHOP_RUNS.email, Codec.TEXT);
    private static final ColumnField<FlowRunsRecord, BigDecimal, BigDecimal> DISCOUNT =
            ColumnField.own(FlowRuns.class, "discount", SHOP_RUNS.discount, Codec.DECIMAL);
    private static final ColumnField<FlowRunsRecord, OffsetDateTime, Instant> NOTED_AT =
            ColumnField.own(FlowRuns.class, "notedAt", SHOP_RUNS.notedAt, Codec.TIMESTAMP);
    private static final List<ColumnField<FlowRunsRecord, ?, ?>> ALL =
            List.of(TOKEN, BORN, CREDIT, SEEN_AT, COUNTRY, MOOD, EMAIL, DISCOUNT, NOTED_AT);

    private static final UUID AN_ID = UUID.fromString("0188a5eb-54c4-7d0f-8a5e-1b1b1b1b1b1b");
    private static final Instant A_TIME = Instant.parse("2026-02-03T04:05:06.789012Z");

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

    private static NventStore store;

    private final FlowRuns subject = new FlowRuns(UUID.randomUUID().toString());
    private final SortedIndex<FlowRunsRecord> runs = store.index(subject);
    private final SortedIndex<FlowRunsRecord> unaware = STORE.store().index(subject);

    @BeforeAll
    static void open() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".types_flow_runs ADD token uuid, ADD born date,"
                + " ADD credit numeric(12,2), ADD seen_at timestamptz, ADD country varchar(2), ADD mood "
                + STORE.schema() + ".mood, ADD email " + STORE.schema() + ".email, ADD discount " + STORE.schema()
                + ".percent, ADD noted_at timestamptz(3)");
        store = NventStore.open(STORE.plainOptions().withFields(ALL.toArray(ColumnField<?, ?, ?>[]::new)));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void a_value_in_the_overflow_column_is_read_filtered_counted_and_moved() {
        unaware.add("a", 1, FITTING);

        assertFitting();
        assertThat(runs.increment("a", "credit", new BigDecimal("0.50"))).isEqualByComparingTo("10.5");
        unaware.update("a", Map.of("credit", 10));
        for (ColumnField<FlowRunsRecord, ?, ?> field : ALL) {
            assertThat(store.migrateField(field, rows -> {}).remaining()).isZero();
        }
        assertThat(unaware.get("a").orElseThrow().metadata())
                .doesNotContainKeys("token", "born", "credit", "seenAt", "country", "mood", "email", "discount");
        assertFitting();
    }

    private void assertFitting() {
        IndexEntry<FlowRunsRecord> entry = runs.get("a").orElseThrow();
        assertThat(entry.get(TOKEN)).isEqualTo(AN_ID);
        assertThat(entry.get(BORN)).isEqualTo(LocalDate.EPOCH);
        assertThat(entry.get(CREDIT)).isEqualByComparingTo("10");
        assertThat(entry.get(SEEN_AT)).isEqualTo(A_TIME);
        assertThat(entry.get(NOTED_AT)).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
        assertThat(runs.count(IndexQuery.where(NOTED_AT, Instant.parse("2026-02-03T04:05:06.789Z"))))
                .isOne();
        assertThat(entry.get(MOOD)).isEqualTo(Mood.SO_SO);
        assertThat(entry.get(EMAIL)).isEqualTo("a@b.nz");
        assertThat(entry.get(DISCOUNT)).isEqualByComparingTo("0.5");
        assertThat(runs.count(IndexQuery.where(TOKEN, AN_ID)
                        .and(BORN, LocalDate.EPOCH)
                        .and(CREDIT, BigDecimal.TEN)
                        .and(SEEN_AT, A_TIME)
                        .and(MOOD, Mood.SO_SO)
                        .and(EMAIL, "a@b.nz")))
                .isOne();
        assertThat(runs.count(IndexQuery.whereAnyOf(MOOD, List.of(Mood.SO_SO, Mood.HAPPY))))
                .isOne();
    }

    @Test
    void a_value_that_does_not_fit_stays_is_shown_and_disturbs_no_query() {
        unaware.add("a", 1, OTHER);

        assertThat(runs.get("a").orElseThrow().metadata()).containsAllEntriesOf(OTHER);
        assertThat(runs.count(IndexQuery.where(TOKEN, AN_ID))).isZero();
        assertThat(runs.count(IndexQuery.where(CREDIT, new BigDecimal("1.01")))).isZero();
        assertThat(runs.count(IndexQuery.where(BORN, LocalDate.EPOCH))).isZero();
        assertThat(runs.count(IndexQuery.where(SEEN_AT, A_TIME))).isZero();
        assertThat(runs.count(IndexQuery.where(MOOD, Mood.SO_SO))).isZero();
        for (ColumnField<FlowRunsRecord, ?, ?> field : ALL) {
            FieldMigrationResult result = store.migrateField(field, rows -> {});
            assertThat(result.remaining()).isEqualTo(1);
        }
        assertThatExceptionOfType(IncrementException.class)
                .isThrownBy(() -> runs.increment("a", "credit", BigDecimal.ONE));
        assertThat(runs.get("a").orElseThrow().metadata()).containsAllEntriesOf(OTHER);
        unaware.delete("a");
    }
}
