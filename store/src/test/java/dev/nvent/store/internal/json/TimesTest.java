package dev.nvent.store.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    private static final Instant ON_THE_MINUTE = Instant.parse("2026-02-03T04:05:00Z");

    private static long parse(Object value) {
        return Times.parse(Json.of(value, "at"), "at");
    }

    static Stream<Object> formsOfOneInstant() {
        return Stream.of(
                ON_THE_MINUTE,
                OffsetDateTime.ofInstant(ON_THE_MINUTE, ZoneOffset.UTC),
                OffsetDateTime.ofInstant(ON_THE_MINUTE, ZoneOffset.ofHours(1)),
                ZonedDateTime.ofInstant(ON_THE_MINUTE, ZoneOffset.UTC),
                ZonedDateTime.ofInstant(ON_THE_MINUTE, ZoneId.of("Europe/London")),
                ZonedDateTime.ofInstant(ON_THE_MINUTE, ZoneId.of("Asia/Kathmandu")),
                Date.from(ON_THE_MINUTE),
                java.sql.Timestamp.from(ON_THE_MINUTE),
                ON_THE_MINUTE.toEpochMilli(),
                "2026-02-03T04:05Z",
                "2026-02-03T04:05:00Z",
                "2026-02-03T04:05:00.000Z",
                "2026-02-03t04:05z",
                "2026-02-03T05:05+01:00",
                "2026-02-03T05:05+01",
                "2026-02-03T04:05+00:00",
                "2026-02-03T00:05-04:00");
    }

    @ParameterizedTest
    @MethodSource("formsOfOneInstant")
    void an_instant_is_the_same_in_every_form(Object form) {
        assertThat(parse(form)).isEqualTo(ON_THE_MINUTE.toEpochMilli());
    }

    @Test
    void fractions_of_a_millisecond_are_truncated() {
        assertThat(parse("1969-12-31T23:59:59.9999Z")).isEqualTo(-1);
        assertThat(parse(Instant.parse("2026-02-03T04:05:00.000999999Z"))).isEqualTo(ON_THE_MINUTE.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-03",
                "2026-02-03T04:05",
                "2026-02-03T04:05:00",
                "2026-02-30T04:05Z",
                "2026-02-03T25:05Z",
                "2026-02-03 04:05Z",
                " 2026-02-03T04:05Z",
                "1770091500000",
                "+999999999-01-01T00:00Z"
            })
    void other_text_is_refused_without_showing_it(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> parse(text))
                .satisfies(e -> assertThat(e.where()).isEqualTo("at"));
    }
}
