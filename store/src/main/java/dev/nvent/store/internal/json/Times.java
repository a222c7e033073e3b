package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.JsonNode;

/** Instants as columns hold them, milliseconds since 1970, and as metadata shows them, ISO-8601 text. */
public final class Times {

    /** Three decimals always, as JavaScript writes it. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final DateTimeFormatter ISO_MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final String A_DATE = "a date in ISO-8601, 2026-01-31";

    /** Seconds may be left out, and so may the minutes and the colon of the offset. */
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private Times() {}

    /** The milliseconds of an instant; fractions of a millisecond are cut off. */
    public static long toMillis(Instant instant, String where) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new InvalidInputException(where, "an instant whose milliseconds fit BIGINT", "one out of range");
        }
    }

    /** Milliseconds of metadata: a whole number of them, or ISO-8601 text with an offset. */
    public static long parse(JsonNode node, String where) {
        if (node.isString()) {
            return parse(node.stringValue(), where);
        }
        if (!node.isNumber()) {
            throw new InvalidInputException(where, "a time", Json.kind(node));
        }
        return WholeNumber.of(node, where, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** As metadata shows it. */
    public static JsonNode toJson(long millis) {
        return Json.NODES.stringNode(ISO.format(Instant.ofEpochMilli(millis)));
    }

    private static long parse(String text, String where) {
        return toMillis(instant(text, where), where);
    }

    private static Instant instant(String text, String where) {
        try {
            return WITH_OFFSET.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new InvalidInputException(where, "a time in ISO-8601 with an offset", "other text");
        }
    }

    /** The instant without fractions of a microsecond. */
    public static Instant toMicros(Instant instant, String where) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw wrongYear(where);
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** An instant of metadata: ISO-8601 text with an offset. */
    public static Instant parseInstant(JsonNode node, String where) {
        if (!node.isString()) {
            throw new InvalidInputException(where, "a time in ISO-8601 with an offset", Json.kind(node));
        }
        return toMicros(instant(node.stringValue(), where), where);
    }

    /** As metadata shows it, with microseconds only where there are any. */
    public static JsonNode toJson(Instant instant) {
        boolean isWhole = instant.getNano() % 1_000_000 == 0;
        return Json.NODES.stringNode((isWhole ? ISO : ISO_MICROS).format(instant));
    }

    /** A date of metadata. */
    public static LocalDate parseDate(JsonNode node, String where) {
        if (!node.isString()) {
            throw new InvalidInputException(where, A_DATE, Json.kind(node));
        }
        try {
            return checkDate(LocalDate.parse(node.stringValue()), where);
        } catch (DateTimeException e) {
            throw new InvalidInputException(where, A_DATE, "other text");
        }
    }

    /** Refuses a date that text could not show in four digits of a year. */
    public static LocalDate checkDate(LocalDate date, String where) {
        if (date.getYear() < 1 || date.getYear() > 9_999) {
            throw wrongYear(where);
        }
        return date;
    }

    private static InvalidInputException wrongYear(String where) {
        return new InvalidInputException(where, "a year from 1 to 9999", "another");
    }
}
