package dev.nvent.store.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * Reads and writes JSON. Numbers keep all their digits, and a key twice in an object is an error. The store checks the
 * limits of what it stores.
 */
final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    static JsonNode parse(String text) {
        return read(text)
                .orElseThrow(() -> CliException.usage("VALUE is not valid JSON; use --text to store it as text"));
    }

    static JsonNode parseOrText(String text) {
        return read(text).orElseGet(() -> StringNode.valueOf(text));
    }

    /** Conditions as the options FIELD=VALUE give them. */
    static Map<String, Object> filter(Map<String, String> options) {
        var filter = new HashMap<String, Object>();
        options.forEach((field, value) -> filter.put(field, parseOrText(value)));
        return filter;
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static Optional<JsonNode> read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (StreamConstraintsException e) {
            throw CliException.usage("JSON that nests too deep");
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
