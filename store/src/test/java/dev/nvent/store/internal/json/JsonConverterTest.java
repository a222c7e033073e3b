package dev.nvent.store.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoredValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jooq.EnumType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class JsonConverterTest {

    private static final JsonMapper JACKSON = JsonMapper.builder().build();
    private static final String SECRET = "s3cret";

    record Line(String sku, BigDecimal price) {}

    record Order(String id, List<Line> lines, LocalDate day, Optional<String> note) {}

    record Empty() {}

    enum Pace implements EnumType {
        SO_SO;

        @Override
        public String getName() {
            return "pace";
        }

        @Override
        public String getLiteral() {
            return "so-so";
        }
    }

    record Day(Pace pace, Map<Pace, Integer> hours, DayOfWeek weekday) {}

    record Loop(List<Object> elements) {}

    record Measured(double value) {}

    public static final class Bean {

        private String firstName = "Ada";

        public String getFirstName() {
            return firstName;
        }

        public void setFirstName(String firstName) {
            this.firstName = firstName;
        }
    }

    static final class Hidden {

        @SuppressWarnings("unused")
        private final String value = SECRET;
    }

    enum Mood {
        GOOD {
            @Override
            public String toString() {
                return "fine";
            }
        }
    }

    static Stream<Object> valuesOfJackson() {
        return Stream.of(
                Optional.of("x"),
                Optional.empty(),
                OptionalInt.of(5),
                LocalDate.parse("2026-02-03"),
                LocalTime.parse("04:05"),
                LocalDateTime.parse("2026-02-03T04:05"),
                OffsetDateTime.parse("2026-02-03T04:05+01:00"),
                ZonedDateTime.of(LocalDateTime.parse("2026-02-03T04:05"), ZoneId.of("Europe/Berlin")),
                Instant.parse("2026-02-03T04:05:00Z"),
                new Date(0),
                new java.sql.Timestamp(1),
                new java.util.GregorianCalendar(2026, 1, 3),
                Duration.ofMinutes(90),
                Period.ofDays(3),
                Year.of(2026),
                YearMonth.of(2026, 2),
                DayOfWeek.MONDAY,
                Mood.GOOD,
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                URI.create("https://example.org/a"),
                Path.of("/a/b"),
                Locale.GERMANY,
                Currency.getInstance("EUR"),
                new byte[] {1, 2, 3},
                new char[] {'a', 'b'},
                'c',
                new AtomicInteger(7),
                new int[] {1, 2},
                new Bean(),
                List.of(new Bean(), Optional.of(1)),
                Map.of(Mood.GOOD, 1),
                Map.of(LocalDate.parse("2026-02-03"), List.of(1)),
                Map.of(5, "five"),
                new Order("o", List.of(new Line("x", new BigDecimal("1.10"))), LocalDate.EPOCH, Optional.empty()));
    }

    @Test
    void an_enum_of_jooq_goes_by_the_value_of_the_database_with_any_mapper() {
        var day = new Day(Pace.SO_SO, Map.of(Pace.SO_SO, 3), DayOfWeek.MONDAY);
        JsonMapper snakeCase = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        for (JsonConverter converter : List.of(JsonConverter.DEFAULT, JsonConverter.of(snakeCase))) {
            JsonNode json = converter.toJson(day, "data");
            assertThat(json.toString())
                    .isEqualTo("{\"pace\":\"so-so\",\"hours\":{\"so-so\":3},\"weekday\":\"MONDAY\"}");
            assertThat(converter.toJava(json, Day.class, "data")).isEqualTo(day);
            assertThat(converter
                            .toJson((Object) Map.of(Pace.SO_SO, Pace.SO_SO), "")
                            .toString())
                    .isEqualTo("{\"so-so\":\"so-so\"}");
        }
    }

    @ParameterizedTest
    @MethodSource("valuesOfJackson")
    void values_are_written_as_jackson_writes_them_wherever_they_stand(Object value) {
        JsonNode expected = Json.parse(JACKSON.writeValueAsString(value));

        assertThat(Json.of(value, "value")).isEqualTo(expected);
        assertThat(Json.of(Map.of("a", List.of(value)), "value").at("/a/0")).isEqualTo(expected);
        assertThat(Json.of(new Object[] {value}, "value").get(0)).isEqualTo(expected);
    }

    @Test
    void numbers_keep_their_digits() {
        assertThat(Json.text(Json.of(List.of(1.1f, 0.1, new BigDecimal("1.10"), BigInteger.TWO.pow(80)), "value")))
                .isEqualTo("[1.1,0.1,1.10,1208925819614629174706176]");
        assertThat(Json.text(Json.of(new Line("x", new BigDecimal("0.1000")), "value")))
                .isEqualTo("{\"sku\":\"x\",\"price\":0.1000}");
    }

    @Test
    void a_whole_number_of_131072_digits_is_accepted_and_one_more_is_not() {
        BigInteger largest = BigInteger.TEN.pow(131_072).subtract(BigInteger.ONE);

        assertThat(Json.of(largest, "n").bigIntegerValue()).isEqualTo(largest);
        assertThat(Json.of(new BigDecimal(largest).add(new BigDecimal("0.5")), "n")
                        .isNumber())
                .isTrue();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(BigInteger.TEN.pow(131_072), "n"))
                .withMessageContaining("131,072 digits");
    }

    @Test
    void digits_before_the_point_are_counted_with_an_exponent_too() {
        BigDecimal digits = new BigDecimal(BigInteger.TEN.pow(120_000), -16_000);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(digits, "n"))
                .withMessageContaining("131,072 digits");
    }

    @Test
    void numbers_that_are_not_finite_are_refused_inside_objects_too() {
        for (Object value : List.of(Double.NaN, List.of(Float.POSITIVE_INFINITY), new Measured(Double.NaN))) {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Json.of(value, "value"));
        }
    }

    @Test
    void an_object_whose_fields_jackson_does_not_see_is_refused_and_not_written_as_an_empty_object() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(List.of(new Hidden()), "data"))
                .withMessageContaining("data[0]")
                .withMessageContaining(Hidden.class.getName())
                .withMessageNotContaining(SECRET);
        assertThat(Json.of(new Empty(), "data")).isEqualTo(Json.object());
    }

    @Test
    void text_that_postgres_cannot_store_is_refused_inside_objects_with_its_path() {
        var order = new Order("o", List.of(new Line("a\0", BigDecimal.ONE)), LocalDate.EPOCH, Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(order, "data"))
                .satisfies(e -> assertThat(e.where()).isEqualTo("data.lines[0].sku"));
    }

    @Test
    void keys_that_are_the_same_as_text_are_refused() {
        Map<Object, Object> keys = new HashMap<>();
        keys.put(1, "a");
        keys.put(1L, "b");

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(keys, "data"))
                .withMessageContaining("data.1");
    }

    @Test
    void a_null_key_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(Collections.singletonMap(null, 1), "data"))
                .withMessageContaining("data");
    }

    @Test
    void keys_of_metadata_must_be_text() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> JsonConverter.DEFAULT.toJson(Map.of(5, 1), "metadata"))
                .withMessageContaining("java.lang.Integer");
    }

    @Test
    void values_that_contain_themselves_are_refused() {
        var list = new ArrayList<Object>();
        list.add(list);
        var loop = new Loop(new ArrayList<>());
        loop.elements().add(loop);

        for (Object value : List.of((Object) new Object[] {list}, loop)) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> Json.of(value, "data"))
                    .withMessageContaining("500 levels");
        }
    }

    @Test
    void a_list_whose_elements_are_not_in_memory_is_refused_when_it_is_too_large() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(Collections.nCopies(Integer.MAX_VALUE, "x".repeat(10_000)), "data"))
                .withMessageContaining("64 MB");
    }

    @Test
    void a_key_whose_text_cannot_be_had_is_refused() {
        Object key = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        };

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(Map.of(key, 1), "data"))
                .withMessageContaining("keys");
    }

    @Test
    void values_that_are_small_by_sharing_only_are_refused() {
        Object shared = List.of();
        for (int i = 0; i < 40; i++) {
            shared = List.of(shared, shared);
        }
        Object value = shared;

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(value, "data"))
                .withMessageContaining("64 MB");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(new Loop(List.of(value)), "data"))
                .withMessageContaining("64 MB");
    }

    @Test
    void depth_is_bounded_at_500_levels_in_writing_and_reading() {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);

        JsonNode tree = Json.parse(deepest);

        assertThat(Json.text(Json.of(tree, "data"))).isEqualTo(deepest);
        assertThat(Json.of(Json.toJava(tree), "data")).isEqualTo(tree);
        assertThatExceptionOfType(StoredValueException.class).isThrownBy(() -> Json.parse("[" + deepest + "]"));
        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> Json.parse("[".repeat(100_000) + "]".repeat(100_000)));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.of(Map.of("a", tree), "data"))
                .withMessageContaining("500 levels");
    }

    @Test
    void the_path_of_a_field_counts_as_depth() {
        JsonNode tree = Json.parse("[".repeat(499) + "]".repeat(499));

        assertThat(Json.nested(List.of("a"), tree).at("/a")).isSameAs(tree);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Json.nested(List.of("a", "b"), tree))
                .withMessageContaining("a.b");
    }

    @Test
    void a_mapper_of_the_user_decides_how_objects_are_written_and_read() {
        var converter = JsonConverter.of(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());

        JsonNode json = converter.toJson(Map.of("theBean", new Bean()), "data");

        assertThat(Json.text(json)).isEqualTo("{\"theBean\":{\"first_name\":\"Ada\"}}");
        assertThat(converter.toJava(json.get("theBean"), Bean.class, "data").getFirstName())
                .isEqualTo("Ada");
    }

    @Test
    void a_stored_value_of_another_shape_is_an_error_with_its_path_and_without_the_value() {
        JsonNode json = Json.parse("{\"id\": \"o\", \"lines\": [{\"sku\": \"a\", \"price\": \"" + SECRET + "\"}]}");

        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> Json.as(json, Order.class, "data"))
                .withMessage("data.lines[0].price: cannot be read as " + Order.class.getName())
                .withNoCause();
    }
}
