package dev.nvent.store.field;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.json.Times;
import dev.nvent.store.internal.json.WholeNumber;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the values of a column go in and out. Stateless.
 *
 * @param <J> what Java code sees
 * @param <T> what the column holds
 */
public final class Codec<J, T> {

    /** Text in a column of text. */
    public static final Codec<String, String> TEXT =
            new Codec<>(StoredText::check, text -> text, Codec::text, Json::plain);

    /** Text in a column of text that an index holds, so that it cannot be of any length. */
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

    /** Truth values in a column of BOOLEAN. */
    public static final Codec<Boolean, Boolean> BOOLEAN =
            new Codec<>((flag, where) -> flag, flag -> flag, Codec::flag, Json::plain);

    /** Instants in a column of BIGINT milliseconds; what is finer than a millisecond is cut off. */
    public static final Codec<Instant, Long> TIME =
            new Codec<>(Times::toMillis, Instant::ofEpochMilli, Times::parse, Times::toJson);

    private final BiFunction<J, String, T> encode;
    private final Function<T, J> decode;
    private final BiFunction<JsonNode, String, T> parse;
    private final Function<T, JsonNode> render;

    private Codec(
            BiFunction<J, String, T> encode,
            Function<T, J> decode,
            BiFunction<JsonNode, String, T> parse,
            Function<T, JsonNode> render) {
        this.encode = encode;
        this.decode = decode;
        this.parse = parse;
        this.render = render;
    }

    /** What the column holds of a Java value that is not null. */
    public T encode(J value, String path) {
        return encode.apply(value, path);
    }

    /** The Java value of what a column holds; null for SQL NULL. */
    public @Nullable J decode(@Nullable T stored) {
        return stored == null ? null : decode.apply(stored);
    }

    /** What the column holds of a value of metadata. */
    public T parse(JsonNode node, String path) {
        return parse.apply(node, path);
    }

    /** What metadata shows of a column that is not NULL. */
    public JsonNode render(T stored) {
        return render.apply(stored);
    }

    /** Whether metadata shows a number, which can be incremented. */
    public boolean isNumeric() {
        return this == (Object) INTEGER || this == (Object) LONG;
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

    private static Boolean flag(JsonNode node, String where) {
        if (!node.isBoolean()) {
            throw new InvalidInputException(where, "a boolean", Json.kind(node));
        }
        return node.booleanValue();
    }
}
