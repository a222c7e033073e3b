package dev.nvent.store.it;

import static dev.nvent.store.it.OwnColumns.BASKET;
import static dev.nvent.store.it.OwnColumns.CUSTOMER;
import static dev.nvent.store.it.OwnColumns.RETRIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.transition.TransitionResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields in own columns, while the Node adapter and older versions of the application write to the overflow column. */
class OwnColumnsOldWritersTest extends OwnColumnsFixture {

    @RegisterExtension
    static final OwnColumns COLUMNS = new OwnColumns();

    OwnColumnsOldWritersTest() {
        super(COLUMNS);
    }

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
