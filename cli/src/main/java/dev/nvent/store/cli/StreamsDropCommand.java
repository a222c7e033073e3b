package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.util.Map;
import picocli.CommandLine.Command;

/** Drops all streams of one type. */
@Command(
        name = "drop",
        description = {
            "Drop a generic stream type with its table and all its events. Other types are not affected.",
            "Must be run by the owner of the tables."
        })
final class StreamsDropCommand extends StreamTypeCommand {

    @Override
    int run(NventStore store, StreamType table) {
        String type = table.subjectType();
        long events = TableInfo.of(
                        table, TableInfo.list(store.reports().dsl(), options().namespace()))
                .stream()
                .mapToLong(TableInfo::rows)
                .sum();
        confirmation()
                .require("Drop stream type " + type + " (table " + table.tableName() + ", about "
                        + Formats.count(events, "event") + ") in " + location(store));
        boolean dropped = store.streamTypes().drop(type);
        output().print(
                        dropped ? "Dropped " + Formats.escape(type) + "." : "The type was already dropped.",
                        Map.of("type", type, "dropped", dropped));
        return dropped ? ExitCode.OK : ExitCode.FAILED;
    }
}
