package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoredValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the store reads and writes it: numbers exact, whatever their size or scale. */
public final class Json {

    /** How deep objects and arrays may nest, in what is written and in what is read. */
    public static final int MAX_DEPTH = 500;

    /** How large a value may be: its characters, and {@value #VALUE_SIZE} more for each value within it. */
    public static final int MAX_SIZE = 64 * 1024 * 1024;

    /** The size that each value counts in addition to its characters, so that many small ones do not fill the heap. */
    static final int VALUE_SIZE = 16;

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    // PostgreSQL has validated what is read; only the depth is bounded here.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** For text of callers: whatever a lenient reader would drop is an error. */
    private static final ObjectReader STRICT = MAPPER.reader()
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final ObjectReader WRITTEN = STRICT.with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

    private Json() {}

    /** The JSON of a Java value, by {@link JsonConverter#DEFAULT}. */
    public static JsonNode of(@Nullable Object value, String where) {
        return JsonConverter.DEFAULT.toJson(value, where);
    }

    /** Like {@link #of}, for a number that is not null. */
    public static JsonNode ofNumber(BigDecimal value, String where) {
        if (value == null) {
            throw new InvalidInputException(where, "a number", "null");
        }
        return of(value, where);
    }

    /** An object without keys. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /**
     * An object that holds {@code value} at a path.
     *
     * @throws InvalidInputException if it nests too deep there
     */
    public static ObjectNode nested(List<String> path, JsonNode value) {
        if (path.size() > 1 && path.size() + depth(value) > MAX_DEPTH) {
            throw new InvalidInputException(
                    String.join(".", path), "nesting of at most " + MAX_DEPTH + " levels with its path", "more");
        }
        JsonNode node = value;
        for (String key : path.reversed()) {
            node = object().set(key, node);
        }
        return (ObjectNode) node;
    }

    /** Text, a number or a boolean that comes from a column, unchecked. */
    public static JsonNode plain(Object scalar) {
        return MAPPER.valueToTree(scalar);
    }

    /** As a bind value. */
    public static JSONB jsonb(JsonNode node) {
        return JSONB.valueOf(text(node));
    }

    /** As text. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** The value of a JSONB column; null for SQL NULL. */
    public static @Nullable JsonNode parse(@Nullable JSONB stored) {
        return stored == null ? null : parse(stored.data());
    }

    /**
     * The tree of text that is known to be JSON.
     *
     * @throws StoredValueException if it nests deeper than {@link #MAX_DEPTH}
     */
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (StreamConstraintsException e) {
            throw tooDeep();
        }
    }

    /** A parser with the limits of {@link #parse(String)}. */
    static JsonParser parser(String json) {
        return MAPPER.createParser(json);
    }

    static StoredValueException tooDeep() {
        return new StoredValueException(
                "stored JSON", "nests deeper than " + MAX_DEPTH + " levels; such a value can only be read with SQL");
    }

    /** The tree of text that a mapper wrote. A key twice in an object is an error; NaN is left to the validation. */
    static JsonNode parseWritten(String json) throws JacksonException {
        return WRITTEN.readTree(json);
    }

    /**
     * JSON that a caller gives as text, unchanged.
     *
     * @throws InvalidInputException if it is not one JSON value, has a key twice in an object, or holds what PostgreSQL
     * cannot
     */
    public static String checkText(String json, String where) {
        JsonNode tree;
        try {
            tree = STRICT.readTree(StoredText.check(json, where));
        } catch (StreamConstraintsException e) {
            throw new InvalidInputException(where, "nesting of at most " + MAX_DEPTH + " levels", "more");
        } catch (JacksonException e) {
            throw new InvalidInputException(where, "one JSON value, with each key once in its object", "other text");
        }
        if (tree.isMissingNode()) {
            throw new InvalidInputException(where, "one JSON value", "no text");
        }
        of(tree, where);
        return json;
    }

    /** Whether two texts that are known to be JSON have the same value. */
    public static boolean isSame(String json, String other) {
        return json.equals(other) || parse(json).equals(parse(other));
    }

    /**
     * JSON as plain Java: null, String, Boolean, Integer, Long, BigInteger, BigDecimal, List, and Map in the order of its
     * keys.
     */
    public static @Nullable Object toJava(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case ARRAY -> list((ArrayNode) node);
            case OBJECT -> map((ObjectNode) node);
            case BINARY, POJO -> throw new IllegalStateException("not JSON: " + node.getNodeType());
        };
    }

    /** An object as a map in the order of its keys. */
    public static Map<String, @Nullable Object> map(ObjectNode node) {
        var map = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(node.size());
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(entry.getKey(), toJava(entry.getValue()));
        }
        return map;
    }

    /** JSON as an instance of {@code type}, by {@link JsonConverter#DEFAULT}; null for null. */
    public static <T> @Nullable T as(@Nullable JsonNode node, Class<T> type, String where) {
        return node == null ? null : JsonConverter.DEFAULT.toJava(node, type, where);
    }

    /** Text that is known to be JSON as an instance of {@code type}, by {@link JsonConverter#DEFAULT}. */
    public static <T> @Nullable T as(String json, Class<T> type, String where) {
        return JsonConverter.DEFAULT.toJava(json, type, where);
    }

    /** The kind of a JSON value, for error messages. */
    public static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "text";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING -> "null";
            case BINARY, POJO -> "no JSON";
        };
    }

    private static Object number(JsonNode node) {
        Number number = node.numberValue();
        return number instanceof BigInteger big && big.bitLength() < Long.SIZE ? big.longValue() : number;
    }

    private static List<Object> list(ArrayNode node) {
        var list = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            list.add(toJava(element));
        }
        return list;
    }

    private static int depth(JsonNode node) {
        int depth = 0;
        for (JsonNode child : node) {
            depth = Math.max(depth, depth(child));
        }
        return node.isContainer() ? depth + 1 : 0;
    }
}
