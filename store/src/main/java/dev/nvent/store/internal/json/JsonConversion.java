package dev.nvent.store.internal.json;

import dev.nvent.store.error.InvalidInputException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One walk from a Java value to JSON, knowing where it is. */
final class JsonConversion {

    /** PostgreSQL's own limit after the decimal point, taken for both sides: 1e100000 would come back as 100 KB. */
    private static final int MAX_EXPONENT = 16_383;

    /** What PostgreSQL holds before the decimal point. */
    private static final int MAX_DIGITS = 131_072;

    /** What fits in so many digits. */
    private static final int MAX_BITS = 435_411;

    private final String where;
    /** Names and places, put into words only where something is refused. */
    private final Deque<Object> path = new ArrayDeque<>();

    JsonConversion(String where) {
        this.where = where;
    }

    JsonNode convert(Object value) {
        return switch (value) {
            case null -> Json.NODES.nullNode();
            case CharSequence text -> text(text.toString());
            case Boolean flag -> Json.NODES.booleanNode(flag);
            case Number number -> number(number);
            case Map<?, ?> map -> object(map.entrySet());
            case JsonNode node -> tree(node);
            case Iterable<?> elements -> array(elements);
            case Instant instant -> text(instant.toString());
            case OffsetDateTime time -> text(time.toString());
            case ZonedDateTime time -> text(time.toOffsetDateTime().toString());
            case Date date -> text(Instant.ofEpochMilli(date.getTime()).toString());
            case UUID uuid -> text(uuid.toString());
            case Record bean -> bean(bean);
            case Enum<?> constant -> bean(constant);
            default -> other(value);
        };
    }

    private JsonNode bean(Object value) {
        JsonNode tree;
        try {
            tree = Json.bean(value);
        } catch (RuntimeException e) {
            throw refused("a value of JSON", value.getClass().getName() + ", which Jackson cannot write");
        }
        return tree(tree);
    }

    private JsonNode other(Object value) {
        if (!value.getClass().isArray()) {
            throw refused("a value of JSON", value.getClass().getName());
        }
        ArrayNode array = Json.NODES.arrayNode();
        enter(array);
        for (int i = 0; i < Array.getLength(value); i++) {
            element(array, i, Array.get(value, i));
        }
        return array;
    }

    private JsonNode text(String text) {
        return Json.NODES.stringNode(StoredText.check(text, this::here));
    }

    private JsonNode object(Set<? extends Map.Entry<?, ?>> entries) {
        ObjectNode object = Json.NODES.objectNode();
        enter(object);
        for (Map.Entry<?, ?> entry : entries) {
            if (!(entry.getKey() instanceof String name)) {
                throw refused("keys of text", entry.getKey() == null ? "a key that is null" : "another kind of key");
            }
            path.addLast(name);
            StoredText.check(name, () -> here() + " (the key)");
            object.set(name, convert(entry.getValue()));
            path.removeLast();
        }
        return object;
    }

    private JsonNode array(Iterable<?> elements) {
        ArrayNode array = Json.NODES.arrayNode();
        enter(array);
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
            case ARRAY -> array(node);
            case BOOLEAN -> node;
            case NULL, MISSING -> Json.NODES.nullNode();
            case BINARY, POJO -> throw refused("a value of JSON", "a node of " + node.getNodeType());
        };
    }

    private JsonNode number(Number number) {
        return switch (number) {
            case Integer i -> Json.NODES.numberNode(i.intValue());
            case Long l -> Json.NODES.numberNode(l.longValue());
            case Short s -> Json.NODES.numberNode(s.intValue());
            case Byte b -> Json.NODES.numberNode(b.intValue());
            case BigInteger big ->
                Json.NODES.numberNode(bounded(new BigDecimal(big)).toBigInteger());
            case BigDecimal decimal -> Json.NODES.numberNode(bounded(decimal));
            case Double d when Double.isFinite(d) -> Json.NODES.numberNode(new BigDecimal(d.toString()));
            case Float f when Float.isFinite(f) -> Json.NODES.numberNode(new BigDecimal(f.toString()));
            case Double d -> throw refused("a finite number", d.toString());
            case Float f -> throw refused("a finite number", f.toString());
            default -> throw refused("a value of JSON", number.getClass().getName());
        };
    }

    private BigDecimal bounded(BigDecimal decimal) {
        if (decimal.scale() > MAX_EXPONENT || -(long) decimal.scale() > MAX_EXPONENT) {
            throw refused(
                    "a number with an exponent of at most " + MAX_EXPONENT, "exponent " + -(long) decimal.scale());
        }
        int bits = decimal.unscaledValue().bitLength();
        // Counting digits is costly, and needless where there cannot be too many.
        if (bits > MAX_BITS || bits > MAX_BITS / 2 && decimal.precision() - decimal.scale() > MAX_DIGITS) {
            throw refused("a number of at most 131,072 digits", "more");
        }
        return decimal;
    }

    private void enter(JsonNode container) {
        if (path.size() >= Json.MAX_DEPTH) {
            throw refused(
                    "nesting of at most " + Json.MAX_DEPTH + " levels",
                    "more, or " + Json.kind(container) + " that contains itself");
        }
    }

    private InvalidInputException refused(String expected, String actual) {
        return new InvalidInputException(here(), expected, actual);
    }

    /** The path to here. A cycle would make it long, so only its first parts are shown. */
    private String here() {
        var whole = new StringBuilder(where);
        path.stream().limit(20).forEach(part -> {
            switch (part) {
                case Integer index -> whole.append('[').append(index).append(']');
                default -> whole.append(whole.isEmpty() ? "" : ".").append(part);
            }
        });
        return path.size() > 20 ? whole.append('…').toString() : whole.toString();
    }
}
