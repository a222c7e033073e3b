package dev.nvent.store.it;

import static dev.nvent.store.it.TypedCustomers.COUNTRY;
import static dev.nvent.store.it.TypedCustomers.CREDIT;
import static dev.nvent.store.it.TypedCustomers.DISCOUNT;
import static dev.nvent.store.it.TypedCustomers.EMAIL;
import static dev.nvent.store.it.TypedCustomers.NOTED_AT;
import static dev.nvent.store.it.TypedCustomers.PARCELS;
import static dev.nvent.store.it.TypedCustomers.TEMPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.transition.TransitionResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that do not fit their column: too long, too large, too fine, or no value of the enum or the domain. */
class ColumnLimitsTest extends ColumnTypesFixture {

    @RegisterExtension
    static final TestStore STORE = TestStore.withTypedCustomers("types");

    ColumnLimitsTest() {
        super(STORE);
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
    void a_delta_with_more_decimals_than_the_column_is_refused() {
        index.add("a", 1, Map.of());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> index.increment("a", "credit", new BigDecimal("0.001")));
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

    @Test
    void a_null_in_an_enum_column_that_takes_none_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Patch.of(TEMPER, null));
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
        assertThat(store.transition().expect(subject, "a", NOTED_AT, finer).apply())
                .isInstanceOf(TransitionResult.Conflict.class);
        assertThat(ids(IndexQuery.where(NOTED_AT, Instant.parse("2026-02-03T04:05:06.789Z"))))
                .containsExactly("a");
    }
}
