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
 * A file of events, one JSON object a line, {@code {"event": "...", "payload": ...}}, in gzip if its name ends so. It is
 * taken as a whole or refused with the number of the line that is wrong; nothing in it is passed over.
 */
final class EventFile {

    private static final String EVENT = "event";
    private static final String PAYLOAD = "payload";

    /** Numbers exact; what JSON lets pass and the database could not hold, such as a key that is there twice, refused. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventFile() {}

    /** Reads and checks every line. Empty ones do not count. */
    static List<RealEvent> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DemoException("DATA names no file: " + file);
        }
        var events = new ArrayList<RealEvent>();
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
            throw new DemoException(file + " is not UTF-8, some way after line " + number, e);
        } catch (IOException e) {
            throw new DemoException(file + " cannot be read after line " + number + ": " + e.getMessage(), e);
        }
        if (events.isEmpty()) {
            throw new DemoException(file + " has no events");
        }
        return events;
    }

    private static RealEvent parse(String line, int number) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw wrong(number, "no JSON that can be stored: " + e.getOriginalMessage());
        }
        Set<String> keys = tree.isObject() ? new TreeSet<>(tree.propertyNames()) : Set.of();
        if (!keys.equals(Set.of(EVENT, PAYLOAD)) || !tree.get(EVENT).isString()) {
            throw wrong(
                    number,
                    "expected {\"event\": \"...\", \"payload\": ...} and nothing else, found "
                            + (tree.isObject() ? "the keys " + keys : "no object"));
        }
        var event = new RealEvent(number, tree.get(EVENT).stringValue(), tree.get(PAYLOAD));
        try {
            event.asTriggerEvent("check");
        } catch (InvalidInputException e) {
            throw wrong(number, e.getMessage());
        }
        return event;
    }

    static DemoException wrong(int line, String what) {
        return new DemoException("Line " + line + " of DATA: " + what + ". Nothing was stored.");
    }
}
