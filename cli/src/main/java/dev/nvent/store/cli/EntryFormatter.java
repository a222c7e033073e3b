package dev.nvent.store.cli;

import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.index.IndexEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats index entries for output. */
final class EntryFormatter {

    private static final int METADATA_WIDTH = 100;

    private EntryFormatter() {}

    /** Prints one entry with all its metadata. */
    static void print(Output output, IndexEntry<?> entry) {
        if (output.isJson()) {
            output.print(json(entry));
            return;
        }
        var listing = Listing.of(
                "entry",
                "Entry",
                "",
                new Column("field", "FIELD", Format.TEXT),
                new Column("value", "VALUE", Format.TEXT));
        listing.row("(id)", entry.id()).row("(score)", entry.score());
        entry.metadata()
                .forEach((field, value) -> listing.row(field, value instanceof String text ? text : text(value)));
        output.print(listing);
    }

    /** A page of entries; long metadata is truncated. */
    static Listing listing(List<? extends IndexEntry<?>> entries) {
        var listing = Listing.of(
                "entries",
                "Entries",
                "No entries.",
                new Column("id", "ID", Format.TEXT),
                new Column("score", "SCORE", Format.TEXT),
                new Column("version", "VERSION", Format.COUNT),
                new Column("metadata", "METADATA", Format.TEXT));
        entries.forEach(entry -> listing.row(
                entry.id(), entry.score(), entry.version(), Formats.truncate(text(entry.metadata()), METADATA_WIDTH)));
        return listing;
    }

    static Map<String, Object> json(IndexEntry<?> entry) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", entry.id());
        json.put("score", entry.score());
        json.put("version", entry.version());
        json.put("metadata", entry.metadata());
        return json;
    }

    private static String text(Object value) {
        return JsonText.write(value);
    }
}
