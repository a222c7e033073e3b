package dev.nvent.store.it;

import static dev.nvent.store.it.TypedCustomers.BORN;
import static dev.nvent.store.it.TypedCustomers.COUNTRY;
import static dev.nvent.store.it.TypedCustomers.CREDIT;
import static dev.nvent.store.it.TypedCustomers.DISCOUNT;
import static dev.nvent.store.it.TypedCustomers.EMAIL;
import static dev.nvent.store.it.TypedCustomers.LEFT_AT;
import static dev.nvent.store.it.TypedCustomers.MOOD;
import static dev.nvent.store.it.TypedCustomers.PARCELS;
import static dev.nvent.store.it.TypedCustomers.RATE;
import static dev.nvent.store.it.TypedCustomers.SEEN_AT;
import static dev.nvent.store.it.TypedCustomers.TEMPER;
import static dev.nvent.store.it.TypedCustomers.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.StoredValueException;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.it.Customers.CustomersRecord;
import dev.nvent.store.transition.TransitionResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fields in columns of types that only tables of users have: UUID, date, numeric, timestamptz, varchar(n), enums, domains. */
class ColumnTypesTest extends ColumnTypesFixture {

    @RegisterExtension
    static final TestStore STORE = TestStore.withTypedCustomers("types");

    ColumnTypesTest() {
        super(STORE);
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
}
