package dev.nvent.store.demo;

import dev.nvent.store.error.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file of events with one JSON object per line, {@code {"event": "...", "payload": ...}}, compressed with gzip if
 * its name ends with {@code .gz}. An invalid line rejects the whole file; the error contains the line number.
 */
final class EventFile {

    private static final String EVENT = "event";
    private static final String PAYLOAD = "payload";

    /** Keeps the exact value of numbers and rejects JSON that PostgreSQL cannot store unchanged, such as duplicate keys. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventFile() {}

    /** Reads and validates all lines; blank lines are skipped. */
    static List<InputEvent> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DemoException("DATA is not a file: " + file);
        }
        var events = new ArrayList<InputEvent>();
        int number = 0;
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                var lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    events.add(parse(line, number));
                }
            }
        } catch (CharacterCodingException e) {
            throw new DemoException(file + " is not valid UTF-8 after line " + number, e);
        } catch (IOException e) {
            throw new DemoException(file + " cannot be read after line " + number + ": " + e.getMessage(), e);
        }
        if (events.isEmpty()) {
            throw new DemoException(file + " contains no events");
        }
        return events;
    }

    private static InputEvent parse(String line, int number) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw invalidLine(number, "invalid JSON: " + e.getOriginalMessage());
        }
        Set<String> keys = tree.isObject() ? new TreeSet<>(tree.propertyNames()) : Set.of();
        if (!keys.equals(Set.of(EVENT, PAYLOAD)) || !tree.get(EVENT).isString()) {
            throw invalidLine(
                    number,
                    "expected an object with exactly the keys event and payload, found "
                            + (tree.isObject() ? "the keys " + keys : tree.getNodeType()));
        }
        var event = new InputEvent(number, tree.get(EVENT).stringValue(), tree.get(PAYLOAD));
        try {
            event.asTriggerEvent("check");
        } catch (InvalidInputException e) {
            throw invalidLine(number, e.getMessage());
        }
        return event;
    }

    static DemoException invalidLine(int line, String problem) {
        return new DemoException("Line " + line + " of DATA: " + problem + ". No events were stored.");
    }
}
