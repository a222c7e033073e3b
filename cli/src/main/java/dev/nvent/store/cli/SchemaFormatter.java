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

/** Formats migrations, schema differences and scripts for output. */
final class SchemaFormatter {

    private SchemaFormatter() {}

    static Listing migrations(String key, String title, String emptyText, List<Migration> migrations) {
        var listing = Listing.of(
                key,
                title,
                emptyText,
                new Column("version", "VERSION", Format.TEXT),
                new Column("script", "SCRIPT", Format.TEXT),
                new Column("appliedAt", "APPLIED", Format.TIME));
        migrations.forEach(migration -> listing.row(
                migration.version().orElse(null),
                migration.script(),
                migration.appliedAt().orElse(null)));
        return listing;
    }

    static Listing differences(String key, String title, String emptyText, List<Difference> differences) {
        var listing = Listing.of(
                key,
                title,
                emptyText,
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

    /** Prints scripts in their execution order. */
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
