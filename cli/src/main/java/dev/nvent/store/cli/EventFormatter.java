package dev.nvent.store.cli;

import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.stream.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats events for output. */
final class EventFormatter {

    private EventFormatter() {}

    static Listing listing(List<Event> events) {
        var listing = Listing.of(
                "events",
                "Events",
                "No events.",
                new Column("id", "ID", Format.TEXT),
                new Column("ts", "TIME", Format.TEXT),
                new Column("type", "TYPE", Format.TEXT),
                new Column("step", "STEP", Format.TEXT),
                new Column("data", "DATA", Format.TEXT));
        events.forEach(event -> listing.row(event.id(), event.ts(), event.type(), step(event), data(event)));
        return listing;
    }

    /** One event on one line. */
    static String line(Event event) {
        return Stream.of(String.valueOf(event.id()), event.ts().toString(), event.type(), step(event), data(event))
                .filter(Objects::nonNull)
                .map(Formats::escape)
                .collect(Collectors.joining("  "));
    }

    static Map<String, Object> json(Event event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", event.id());
        json.put("ts", event.ts());
        json.put("type", event.type());
        json.put("runId", event.runId());
        json.put("flowName", event.flowName());
        json.put("stepName", event.stepName());
        json.put("stepId", event.stepId());
        json.put("attempt", event.attempt());
        json.put("data", event.tree());
        return json;
    }

    private static String step(Event event) {
        if (event.stepName() == null) {
            return null;
        }
        return event.attempt() == null ? event.stepName() : event.stepName() + " #" + event.attempt();
    }

    private static String data(Event event) {
        return event.json().equals("null") ? null : JsonText.write(event.tree());
    }
}
