package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Lists the stream types. */
@Command(
        name = "streams",
        description = {
            "List stream types with their sizes, drop or split a type, or delete old events.",
            "",
            "The type of a generic stream is the first two segments of its subject: shop:order for shop:order:17. Each "
                    + "type has its own table and can be dropped or expired independently. The built-in types, for flow "
                    + "runs and triggers, cannot be dropped."
        },
        subcommands = {
            StreamsDropCommand.class,
            StreamsRetainCommand.class,
            StreamsSplitCommand.class,
            StreamsJoinCommand.class
        })
final class StreamsCommand extends StoreCommand {

    @Override
    int run(NventStore store) {
        Namespace namespace = options().namespace();
        var types = new LinkedHashMap<String, String>();
        types.put(namespace.prefix() + ":flow:run", namespace.nameOf(FLOW_EVENTS));
        types.put(namespace.prefix() + ":trigger:event", namespace.nameOf(TRIGGER_EVENTS));
        var listing = Listing.of(
                "streams",
                "Streams",
                "No streams.",
                new Column("type", "TYPE", Format.TEXT),
                new Column("table", "TABLE", Format.TEXT),
                new Column("generic", "GENERIC", Format.TEXT),
                new Column("splitBy", "SPLIT BY", Format.TEXT),
                new Column("estimatedEvents", "EVENTS", Format.ESTIMATE),
                new Column("bytes", "SIZE", Format.BYTES));
        List<TableInfo> tables = TableInfo.list(store.reports().dsl(), namespace);
        types.forEach((type, table) -> add(listing, new StreamType(type, table, Optional.empty()), false, tables));
        store.streamTypes().list().forEach(type -> add(listing, type, true, tables));
        output().print(listing);
        return ExitCode.OK;
    }

    private static void add(Listing listing, StreamType type, boolean generic, List<TableInfo> all) {
        List<TableInfo> tables = TableInfo.of(type, all);
        listing.row(
                type.subjectType(),
                type.tableName(),
                generic,
                type.splitBy()
                        .map(period -> period.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                tables.isEmpty()
                        ? null
                        : tables.stream().mapToLong(TableInfo::rows).sum(),
                tables.isEmpty()
                        ? null
                        : tables.stream().mapToLong(TableInfo::bytes).sum());
    }
}
