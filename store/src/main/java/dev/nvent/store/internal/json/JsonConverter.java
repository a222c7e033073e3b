package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoredValueException;
import java.io.Writer;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TreeNode;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts Java values to JSON and back. Plain values (null, text, booleans, numbers, maps, collections, arrays, trees and
 * instants) are converted by the store, all others by a Jackson mapper. Enums that jOOQ generates go by the
 * values of the database. Immutable.
 */
public final class JsonConverter {

    /** By Jackson's own rules, except that an object without any property is refused instead of written as {}. */
    public static final JsonConverter DEFAULT = new JsonConverter(() -> DefaultJackson.INSTANCE);

    private final Supplier<Jackson> jackson;

    private JsonConverter(Supplier<Jackson> jackson) {
        this.jackson = jackson;
    }

    /** By the rules of a mapper of the user. */
    public static JsonConverter of(JsonMapper mapper) {
        Jackson jackson = Jackson.of(mapper);
        return new JsonConverter(() -> jackson);
    }

    /** Loads Jackson's classes, which the first conversion does otherwise. */
    public void load() {
        Json.text(toJson(true, ""));
        jackson.get();
    }

    /**
     * A mapper and what is made of it.
     *
     * @param reader no digit is lost where the class does not name a type, as in a tree of {@link Json}
     * @param writer NaN is refused; it must not become text
     */
    private record Jackson(JsonMapper mapper, ObjectReader reader, ObjectWriter writer) {

        static Jackson of(JsonMapper given) {
            JsonMapper mapper = EnumLiterals.in(given);
            return new Jackson(
                    mapper,
                    mapper.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS),
                    mapper.writer().without(JsonWriteFeature.WRITE_NAN_AS_STRINGS));
        }
    }

    /** Loaded on first use, since it takes as long as opening a connection several times. */
    private static final class DefaultJackson {
        static final Jackson INSTANCE = Jackson.of(JsonMapper.builder()
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build());
    }

    /**
     * The JSON of a Java value.
     *
     * @param where the name of the argument, with which the path in an error begins
     * @throws InvalidInputException if the mapper or PostgreSQL does not take it, or it exceeds the limits of {@link Json}
     */
    public JsonNode toJson(@Nullable Object value, String where) {
        return new JsonConversion(this, where).convert(value);
    }

    /** Like {@link #toJson}, for metadata: a map that is not null, with text keys. Paths in errors begin with a key. */
    public ObjectNode toJson(@Nullable Map<?, ?> metadata, String where) {
        if (metadata == null) {
            throw new InvalidInputException(where, "a map", "null");
        }
        metadata.keySet().forEach(key -> checkKey(key, where));
        return (ObjectNode) toJson((Object) metadata, "");
    }

    /**
     * JSON as an instance of a class.
     *
     * @param where what is read, with which the path in an error begins
     * @throws StoredValueException if it does not have the shape of the class
     */
    public <T> T toJava(JsonNode node, Class<T> type, String where) {
        try {
            return jackson.get().mapper().treeToValue(node, type);
        } catch (JacksonException e) {
            throw new StoredValueException(where + path(e), "cannot be read as " + type.getName());
        }
    }

    /** As {@link #toJava(JsonNode, Class, String)}, from text that is known to be JSON, without a tree between. */
    public <T> @Nullable T toJava(String json, Class<T> type, String where) {
        if (type.isAssignableFrom(ObjectNode.class) || TreeNode.class.isAssignableFrom(type)) {
            return toJava(Json.parse(json), type, where);
        }
        try (JsonParser parser = Json.parser(json)) {
            return jackson.get().reader().forType(type).readValue(parser);
        } catch (StreamConstraintsException e) {
            throw Json.tooDeep();
        } catch (JacksonException e) {
            throw new StoredValueException(where + path(e), "cannot be read as " + type.getName());
        }
    }

    /** Writes the JSON text of a value, by the mapper. */
    void write(Object value, Writer text) throws JacksonException {
        jackson.get().writer().writeValue(text, value);
    }

    /** The text key that the mapper writes for a key of a map. */
    String writeKey(Object key) throws JacksonException {
        return Json.parse(jackson.get().writer().writeValueAsString(Collections.singletonMap(key, true)))
                .propertyNames()
                .iterator()
                .next();
    }

    private static void checkKey(@Nullable Object key, String where) {
        if (!(key instanceof String)) {
            throw new InvalidInputException(
                    where, "keys of text", key == null ? "null" : key.getClass().getName());
        }
    }

    /** The properties and places that led to an error; without the message, which quotes values. */
    static String path(JacksonException e) {
        var path = new StringBuilder();
        for (JacksonException.Reference reference :
                e.getPath().stream().limit(JsonConversion.MAX_PATH_SHOWN).toList()) {
            if (reference.getPropertyName() != null) {
                path.append('.').append(reference.getPropertyName());
            } else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
