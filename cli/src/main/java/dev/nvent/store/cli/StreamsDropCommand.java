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
    int run(NventStore store, StreamType type) {
        String name = type.subjectType();
        confirmation()
                .require("Drop stream type " + name + " (table " + type.tableName() + ", about "
                        + Formats.count(estimatedEvents(store, type), "event") + ") in " + location(store));
        boolean dropped = store.streamTypes().drop(name);
        output().print(
                        dropped ? "Dropped " + Formats.escape(name) + "." : "The type was already dropped.",
                        Map.of("type", name, "dropped", dropped));
        return dropped ? ExitCode.OK : ExitCode.FAILED;
    }
}
