package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One conversion from a Java value to JSON. Keeps track of the path, the depth and the size of the result. */
final class JsonConversion {

    /** PostgreSQL's own limit after the decimal point, taken for both sides: 1e100000 would come back as 100 KB. */
    private static final int MAX_EXPONENT = 16_383;

    /** PostgreSQL's limit of digits before the decimal point. */
    private static final int MAX_DIGITS = 131_072;

    /** No number of so few bits has more than {@link #MAX_DIGITS} digits; counting them is costly. */
    private static final int BITS_OF_FEWER_DIGITS = 435_411;

    private static final int MAX_CAPACITY = 1_000;
    static final int MAX_PATH_SHOWN = 20;

    private final JsonConverter converter;
    private final String where;
    /** Names and places, put into words only where something is refused. */
    private final Deque<Object> path = new ArrayDeque<>();

    private long size;

    JsonConversion(JsonConverter converter, String where) {
        this.converter = converter;
        this.where = where;
    }

    JsonNode convert(@Nullable Object value) {
        return switch (value) {
            case null -> constant(Json.NODES.nullNode());
            case CharSequence text -> text(text.toString());
            case Boolean flag -> constant(Json.NODES.booleanNode(flag));
            case Number number -> number(number);
            case Map<?, ?> map -> object(map.entrySet());
            case JsonNode node -> tree(node);
            case Collection<?> elements -> array(elements, elements.size());
            // Instants keep their form with any mapper, so that columns of time can read them.
            case Instant instant -> text(instant.toString());
            case OffsetDateTime time -> text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            case ZonedDateTime time -> text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
            case Date date -> written(JsonConverter.DEFAULT, date);
            case Calendar calendar -> written(JsonConverter.DEFAULT, calendar);
            case Record empty when empty.getClass().getRecordComponents().length == 0 -> object(Set.of());
            // As columns of enum types read them.
            case EnumType constant -> text(constant.getLiteral());
            case byte[] bytes -> written(converter, bytes);
            case char[] chars -> written(converter, chars);
            default -> value.getClass().isArray() ? javaArray(value) : written(converter, value);
        };
    }

    /** The output of a mapper is validated like any other tree. */
    private JsonNode written(JsonConverter by, Object value) {
        var text = new BoundedWriter(Json.MAX_SIZE);
        JsonNode tree;
        try {
            by.write(value, text);
            tree = Json.parseWritten(text.toString());
        } catch (StreamConstraintsException e) {
            throw tooDeep(value.getClass().getName());
        } catch (JacksonException e) {
            if (text.isFull()) {
                throw tooLarge();
            }
            throw new InvalidInputException(
                    here() + JsonConverter.path(e),
                    "a value that Jackson can write as JSON",
                    value.getClass().getName() + ", which it cannot write");
        } catch (StackOverflowError e) {
            throw tooDeep(value.getClass().getName());
        }
        return tree(tree);
    }

    private JsonNode javaArray(Object value) {
        int length = Array.getLength(value);
        ArrayNode array = Json.NODES.arrayNode(length);
        enter("an array");
        for (int i = 0; i < length; i++) {
            element(array, i, Array.get(value, i));
        }
        return array;
    }

    private JsonNode constant(JsonNode node) {
        count(0);
        return node;
    }

    private JsonNode text(String text) {
        count(text.length());
        return Json.NODES.stringNode(StoredText.check(text, this::here));
    }

    private JsonNode object(Set<? extends Map.Entry<?, ?>> entries) {
        ObjectNode object = Json.NODES.objectNode();
        enter("an object");
        for (Map.Entry<?, ?> entry : entries) {
            String name = key(entry.getKey());
            path.addLast(name);
            count(name.length());
            StoredText.check(name, () -> here() + " (the key)");
            JsonNode value = convert(entry.getValue());
            if (object.has(name)) {
                throw refused("one value for the key", "two keys that are the same as text");
            }
            object.set(name, value);
            path.removeLast();
        }
        return object;
    }

    /** Keys that are not text are written as the mapper does. */
    private String key(@Nullable Object key) {
        if (key instanceof String name) {
            return name;
        }
        if (key instanceof EnumType constant) {
            return constant.getLiteral();
        }
        if (key == null) {
            throw refused("keys that are not null", "null");
        }
        try {
            return converter.writeKey(key);
        } catch (RuntimeException e) {
            throw refused("keys that Jackson can write as text", key.getClass().getName());
        }
    }

    private JsonNode array(Iterable<?> elements, int length) {
        // A collection may claim any size, without elements in memory; its elements are counted as they come.
        ArrayNode array = Json.NODES.arrayNode(Math.clamp(length, 0, MAX_CAPACITY));
        enter("an array");
        int i = 0;
        for (Object element : elements) {
            element(array, i++, element);
        }
        return array;
    }

    private void element(ArrayNode array, int index, Object value) {
        path.addLast(index);
        array.add(convert(value));
        path.removeLast();
    }

    /** A tree is walked too: what a caller built may hold what JSON or PostgreSQL cannot. */
    private JsonNode tree(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> text(node.stringValue());
            case NUMBER -> number(node.numberValue());
            case OBJECT -> object(node.properties());
            case ARRAY -> array(node, node.size());
            case BOOLEAN -> constant(node);
            case NULL, MISSING -> constant(Json.NODES.nullNode());
            case BINARY, POJO -> written(converter, node);
        };
    }

    private JsonNode number(Number number) {
        return switch (number) {
            case Integer i -> constant(Json.NODES.numberNode(i.intValue()));
            case Long l -> constant(Json.NODES.numberNode(l.longValue()));
            case Short s -> constant(Json.NODES.numberNode(s.intValue()));
            case Byte b -> constant(Json.NODES.numberNode(b.intValue()));
            case BigInteger big ->
                Json.NODES.numberNode(bounded(new BigDecimal(big)).toBigInteger());
            case BigDecimal decimal -> Json.NODES.numberNode(bounded(decimal));
            case Double d when Double.isFinite(d) -> Json.NODES.numberNode(bounded(new BigDecimal(d.toString())));
            case Float f when Float.isFinite(f) -> Json.NODES.numberNode(bounded(new BigDecimal(f.toString())));
            case Double d -> throw refused("a finite number", d.toString());
            case Float f -> throw refused("a finite number", f.toString());
            default -> written(converter, number);
        };
    }

    private BigDecimal bounded(BigDecimal decimal) {
        if (decimal.scale() > MAX_EXPONENT || -(long) decimal.scale() > MAX_EXPONENT) {
            throw refused(
                    "a number with an exponent of at most " + MAX_EXPONENT, "exponent " + -(long) decimal.scale());
        }
        int bits = decimal.unscaledValue().bitLength();
        // Digits before the decimal point. A scale below 0 adds to them.
        if (bits + 4L * MAX_EXPONENT > BITS_OF_FEWER_DIGITS && decimal.precision() - decimal.scale() > MAX_DIGITS) {
            throw refused("a number of at most 131,072 digits", "more");
        }
        count(bits / 3);
        return decimal;
    }

    private void enter(String container) {
        if (path.size() >= Json.MAX_DEPTH) {
            throw tooDeep(container);
        }
        count(0);
    }

    private void count(int characters) {
        size += Json.VALUE_SIZE + characters;
        if (size > Json.MAX_SIZE) {
            throw tooLarge();
        }
    }

    private InvalidInputException tooDeep(String container) {
        return refused(
                "nesting of at most " + Json.MAX_DEPTH + " levels", "more, or " + container + " that contains itself");
    }

    private InvalidInputException tooLarge() {
        return new InvalidInputException(
                where.isEmpty() ? "metadata" : where,
                "JSON of at most " + Json.MAX_SIZE / (1024 * 1024) + " MB, with " + Json.VALUE_SIZE
                        + " bytes counted for each value besides its characters",
                "more");
    }

    private InvalidInputException refused(String expected, String actual) {
        return new InvalidInputException(here(), expected, actual);
    }

    /** The path to here. A cycle would make it long, so only its first parts are shown. */
    private String here() {
        var whole = new StringBuilder(where);
        path.stream().limit(MAX_PATH_SHOWN).forEach(part -> {
            switch (part) {
                case Integer index -> whole.append('[').append(index).append(']');
                default -> whole.append(whole.isEmpty() ? "" : ".").append(part);
            }
        });
        return path.size() > MAX_PATH_SHOWN ? whole.append('…').toString() : whole.toString();
    }
}
