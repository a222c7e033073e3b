package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.schema.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the stream types. */
@Command(
        name = "streams",
        description = {
            "List stream types with their sizes, drop a type, or delete old events.",
            "",
            "The type of a generic stream is the first two segments of its subject: shop:order for shop:order:17. Each "
                    + "type has its own table and can be dropped or expired independently. The built-in types, for flow "
                    + "runs and triggers, cannot be dropped."
        },
        subcommands = {StreamsDropCommand.class, StreamsRetainCommand.class})
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
                new Column("estimatedEvents", "EVENTS", Format.ESTIMATE),
                new Column("bytes", "SIZE", Format.BYTES));
        Map<String, TableInfo> tables = TableInfo.list(store.reports().dsl(), namespace).stream()
                .collect(Collectors.toMap(TableInfo::name, Function.identity()));
        types.forEach((type, table) -> add(listing, type, table, false, tables.get(table)));
        store.streamTypes()
                .list()
                .forEach(
                        type -> add(listing, type.subjectType(), type.tableName(), true, tables.get(type.tableName())));
        output().print(listing);
        return ExitCode.OK;
    }

    private static void add(Listing listing, String type, String name, boolean generic, TableInfo table) {
        listing.row(type, name, generic, table == null ? null : table.rows(), table == null ? null : table.bytes());
    }
}
