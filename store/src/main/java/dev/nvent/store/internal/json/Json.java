package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.JSONB;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
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

    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 500;

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    // PostgreSQL has checked what is read, so that only the depth is bounded here.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNestingDepth(10_000)
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

    private Json() {}

    /**
     * The JSON of a Java value: null, text, Boolean, any number of {@code java.lang} and {@code java.math}, maps with
     * text keys, collections, arrays, records, enums, UUIDs, instants of {@code java.time} (as ISO-8601 text), Jackson
     * trees. Anything else, and what PostgreSQL cannot hold, is refused with the path where it stands.
     *
     * @param where the name of the argument, with which the path in an error begins
     */
    public static JsonNode of(Object value, String where) {
        return new JsonConversion(where).convert(value);
    }

    /** Like {@link #of}, for metadata: a map that is not null. The paths in its errors begin with a key. */
    public static ObjectNode ofMap(Map<String, ?> value, String where) {
        if (value == null) {
            throw new InvalidInputException(where, "a map", "null");
        }
        return (ObjectNode) of(value, "");
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

    /** An object that holds {@code value} at a path. */
    public static ObjectNode nested(List<String> path, JsonNode value) {
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

    /** The tree of a record or an enum, by Jackson's own rules. */
    static JsonNode bean(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** As a bind value. */
    public static JSONB jsonb(JsonNode node) {
        return JSONB.valueOf(text(node));
    }

    /** As text. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** What a JSONB column holds; null for SQL NULL. */
    public static JsonNode parse(JSONB stored) {
        return stored == null ? null : parse(stored.data());
    }

    /** The tree of text that is known to be JSON. */
    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    /**
     * JSON that a caller gives as text, unchanged.
     *
     * @throws InvalidInputException if it is not one JSON value, has a key twice in an object, or holds what PostgreSQL cannot
     */
    public static String checkText(String json, String where) {
        JsonNode tree;
        try {
            tree = STRICT.readTree(StoredText.check(json, where));
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
    public static Object toJava(JsonNode node) {
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
    public static Map<String, Object> map(ObjectNode node) {
        var map = LinkedHashMap.<String, Object>newLinkedHashMap(node.size());
        node.forEachEntry((name, value) -> map.put(name, toJava(value)));
        return map;
    }

    /**
     * JSON as an instance of {@code type}, by Jackson's rules.
     *
     * @throws InvalidInputException if what is stored is not of that shape
     */
    public static <T> T as(JsonNode node, Class<T> type, String where) {
        try {
            return node == null ? null : MAPPER.treeToValue(node, type);
        } catch (JacksonException e) {
            throw new InvalidInputException(where, "JSON in the shape of " + type.getName(), "another shape");
        }
    }

    /** What kind of JSON this is, as an error says it. */
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
        node.forEach(element -> list.add(toJava(element)));
        return list;
    }
}
