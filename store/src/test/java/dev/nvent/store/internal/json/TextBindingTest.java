package dev.nvent.store.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.StoredValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Text is bound to classes as its tree is. */
class TextBindingTest {

    private static final String DIGITS = "12345678901234567890.12345678901234567890";

    record Numbers(Object any, BigDecimal exact, double rounded, JsonNode tree, Map<String, Object> more) {}

    @Test
    void no_digit_is_lost() {
        String json = """
                {"any": N, "exact": N, "rounded": N, "tree": N, "more": {"n": N}}""".replace("N", DIGITS);

        Numbers numbers = Json.as(json, Numbers.class, "data");

        assertThat(numbers).isEqualTo(Json.as(Json.parse(json), Numbers.class, "data"));
        assertThat(numbers.any()).isEqualTo(new BigDecimal(DIGITS));
        assertThat(numbers.more()).containsEntry("n", new BigDecimal(DIGITS));
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, JsonNode.class, Map.class})
    void general_classes_get_the_same_from_text(Class<?> type) {
        String json = "{\"a\": [1, 1.50, null, {\"b\": 1e400}]}";

        assertThat(Json.as(json, type, "data")).isEqualTo(Json.as(Json.parse(json), type, "data"));
    }

    @Test
    void long_numbers_are_read() {
        String digits = "9".repeat(2_000);

        assertThat(Json.as(digits, BigInteger.class, "data")).isEqualTo(new BigInteger(digits));
    }

    @Test
    void another_shape_is_an_error_without_the_value() {
        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> Json.as("{\"rounded\": \"secret\"}", Numbers.class, "data"))
                .withMessageContaining("data.rounded")
                .withMessageNotContaining("secret");
    }

    @Test
    void too_deep_a_value_is_an_error() {
        String json = "[".repeat(600) + "]".repeat(600);

        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> Json.as(json, Object[].class, "data"))
                .withMessageContaining("nests deeper than");
    }
}
