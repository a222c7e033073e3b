package dev.nvent.store.cli;

import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.PlannedScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say about a schema, as it is printed. */
final class Schemas {

    private Schemas() {}

    static Listing migrations(String key, String title, String none, List<Migration> migrations) {
        var listing = Listing.of(
                key,
                title,
                none,
                new Column("version", "VERSION", Format.TEXT),
                new Column("script", "SCRIPT", Format.TEXT),
                new Column("appliedAt", "APPLIED", Format.TIME));
        migrations.forEach(migration -> listing.row(
                migration.version().orElse(null),
                migration.script(),
                migration.appliedAt().orElse(null)));
        return listing;
    }

    static Listing differences(String key, String title, String none, List<Difference> differences) {
        var listing = Listing.of(
                key,
                title,
                none,
                new Column("kind", "KIND", Format.TEXT),
                new Column("object", "OBJECT", Format.TEXT),
                new Column("expected", "EXPECTED", Format.TEXT),
                new Column("found", "FOUND", Format.TEXT));
        differences.forEach(difference -> listing.row(
                difference.kind().name().toLowerCase(Locale.ROOT),
                difference.object(),
                difference.expected(),
                difference.found()));
        return listing;
    }

    /** Scripts as they would run. */
    static void print(Output output, List<PlannedScript> scripts) {
        scripts.forEach(script -> {
            output.line("-- " + script.name());
            script.sql().strip().lines().forEach(output::line);
            output.line("");
        });
    }

    static List<Map<String, Object>> json(List<PlannedScript> scripts) {
        return scripts.stream()
                .map(script -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("name", script.name());
                    json.put("sql", script.sql());
                    return json;
                })
                .toList();
    }
}
