package dev.nvent.store.field;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.internal.json.WholeNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The conversion between the values of a column, Java values, and JSON values of metadata. Stateless.
 *
 * @param <J> the type in Java
 * @param <T> the type of the column, as jOOQ generates it
 */
public final class Codec<J, T> {

    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** Text in a column of text. */
    public static final Codec<String, String> TEXT =
            new Codec<>(StoredText::check, text -> text, Codec::text, Json::plain);

    /** Text in an indexed column of text: at most 2,600 bytes in UTF-8. */
    public static final Codec<String, String> INDEXED_TEXT = new Codec<>(
            (text, where) -> StoredText.checkIndexable(StoredText.check(text, where), where),
            text -> text,
            (node, where) -> StoredText.checkIndexable(text(node, where), where),
            Json::plain);

    /** Whole numbers in a column of INTEGER. */
    public static final Codec<Integer, Integer> INTEGER =
            new Codec<>((number, where) -> number, number -> number, Codec::integer, Json::plain);

    /** Whole numbers in a column of BIGINT. */
    public static final Codec<Long, Long> LONG =
            new Codec<>((number, where) -> number, number -> number, Codec::longInteger, Json::plain);

    /** Booleans in a column of BOOLEAN. */
    public static final Codec<Boolean, Boolean> BOOLEAN =
            new Codec<>((flag, where) -> flag, flag -> flag, Codec::flag, Json::plain);

    /** Instants in a column of BIGINT milliseconds; fractions of a millisecond are cut off. */
    public static final Codec<Instant, Long> TIME =
            new Codec<>(Times::toMillis, Instant::ofEpochMilli, Times::parse, Times::toJson);

    /** Numbers with decimals in a column of NUMERIC; more decimals than the column has are refused. */
    public static final Codec<BigDecimal, BigDecimal> DECIMAL = new Codec<>(
            (number, where) -> Json.ofNumber(number, where).decimalValue(),
            number -> number,
            Codec::decimal,
            Json::plain);

    /** Identifiers in a column of UUID; text in metadata. */
    public static final Codec<UUID, UUID> UUID =
            new Codec<>((id, where) -> id, id -> id, Codec::uuid, id -> Json.plain(id.toString()));

    /** Dates in a column of DATE, from year 1 to 9999; ISO-8601 text in metadata. */
    public static final Codec<LocalDate, LocalDate> DATE =
            new Codec<>(Times::checkDate, date -> date, Times::parseDate, date -> Json.plain(date.toString()));

    /**
     * Instants in a column of TIMESTAMPTZ, from year 1 to 9999; ISO-8601 text in metadata. Fractions of a microsecond
     * are cut off.
     */
    public static final Codec<Instant, OffsetDateTime> TIMESTAMP = new Codec<>(
            (instant, where) -> Times.toMicros(instant, where).atOffset(ZoneOffset.UTC),
            OffsetDateTime::toInstant,
            (node, where) -> Times.parseInstant(node, where).atOffset(ZoneOffset.UTC),
            time -> Times.toJson(time.toInstant()));

    /** As {@link #TIMESTAMP}, where jOOQ generates the column as {@code Instant}. */
    public static final Codec<Instant, Instant> INSTANT =
            new Codec<>(Times::toMicros, instant -> instant, Times::parseInstant, Times::toJson);

    private final List<String> labels;
    private final BiFunction<J, String, T> encode;
    private final Function<T, J> decode;
    private final BiFunction<JsonNode, String, T> parse;
    private final Function<T, JsonNode> render;

    private Codec(
            BiFunction<J, String, T> encode,
            Function<T, J> decode,
            BiFunction<JsonNode, String, T> parse,
            Function<T, JsonNode> render) {
        this(List.of(), encode, decode, parse, render);
    }

    private Codec(
            List<String> labels,
            BiFunction<J, String, T> encode,
            Function<T, J> decode,
            BiFunction<JsonNode, String, T> parse,
            Function<T, JsonNode> render) {
        this.labels = List.copyOf(labels);
        this.encode = encode;
        this.decode = decode;
        this.parse = parse;
        this.render = render;
    }

    /**
     * Constants of an enum that jOOQ generates, in a column of that type; in metadata the text that the database has for
     * them. A value that the enum does not have is refused. Where another version has added one to the type, metadata shows
     * it, and a typed read throws {@link dev.nvent.store.error.StoredValueException}.
     */
    public static <E extends Enum<E> & EnumType> Codec<E, E> ofEnum(Class<E> type) {
        List<String> labels = Stream.of(required(type, "type").getEnumConstants())
                .map(EnumType::getLiteral)
                .toList();
        return new Codec<>(
                labels,
                (constant, where) -> constant,
                constant -> constant,
                (node, where) -> EnumType.lookupLiteral(type, label(labels, node, where)),
                constant -> Json.plain(constant.getLiteral()));
    }

    /**
     * Text in a column of an enum type that has no class. The data type of the column has to be of this type, so that values
     * are cast to it.
     *
     * @param labels the values of the type
     */
    public static Codec<String, String> ofLabels(List<String> labels) {
        elements(labels, String.class, "labels");
        return new Codec<>(
                labels,
                (text, where) -> label(labels, Json.plain(text), where),
                text -> text,
                (node, where) -> label(labels, node, where),
                Json::plain);
    }

    /** The values of the column's enum type; empty for any other type. */
    public List<String> labels() {
        return labels;
    }

    /** The column's value for a Java value that is not null. */
    public T encode(J value, String path) {
        return encode.apply(value, path);
    }

    /** The Java value of what a column holds; null for SQL NULL. */
    public @Nullable J decode(@Nullable T stored) {
        return stored == null ? null : decode.apply(stored);
    }

    /** The column's value for a JSON value of metadata. */
    public T parse(JsonNode node, String path) {
        return parse.apply(node, path);
    }

    /** The JSON value in metadata for a column that is not NULL. */
    public JsonNode render(T stored) {
        return render.apply(stored);
    }

    /** Whether metadata shows a number, which can be incremented. */
    public boolean isNumeric() {
        return this == (Object) INTEGER || this == (Object) LONG || this == (Object) DECIMAL;
    }

    private static String label(List<String> labels, JsonNode node, String where) {
        String text = text(node, where);
        if (!labels.contains(text)) {
            throw new InvalidInputException(where, "one of " + String.join(", ", labels), "other text");
        }
        return text;
    }

    private static String text(JsonNode node, String where) {
        if (!node.isString()) {
            throw new InvalidInputException(where, "text", Json.kind(node));
        }
        return node.stringValue();
    }

    private static Integer integer(JsonNode node, String where) {
        return (int) WholeNumber.of(node, where, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static Long longInteger(JsonNode node, String where) {
        return WholeNumber.of(node, where, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static BigDecimal decimal(JsonNode node, String where) {
        if (!node.isNumber()) {
            throw new InvalidInputException(where, "a number", Json.kind(node));
        }
        return node.decimalValue();
    }

    private static UUID uuid(JsonNode node, String where) {
        String text = text(node, where);
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new InvalidInputException(where, "a UUID, 8-4-4-4-12 hexadecimal digits", "other text");
        }
        return java.util.UUID.fromString(text);
    }

    private static Boolean flag(JsonNode node, String where) {
        if (!node.isBoolean()) {
            throw new InvalidInputException(where, "a boolean", Json.kind(node));
        }
        return node.booleanValue();
    }
}
