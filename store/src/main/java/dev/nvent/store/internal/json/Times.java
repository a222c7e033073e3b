package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.databind.JsonNode;

/** Instants as columns hold them, milliseconds since 1970, and as metadata shows them, ISO-8601 text. */
public final class Times {

    /** Three decimals always, as JavaScript writes it. */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** Seconds may be left out, and so may the minutes and the colon of the offset. */
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private Times() {}

    /** Milliseconds; what is finer is cut off. */
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
        Instant instant;
        try {
            instant = WITH_OFFSET.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new InvalidInputException(where, "a time in ISO-8601 with an offset", "other text");
        }
        return toMillis(instant, where);
    }
}
