package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.util.Map;
import picocli.CommandLine.Command;

/** Undoes the split of a stream type. */
@Command(
        name = "join",
        description = {
            "Undo the split of a generic stream type: move the events of its parts to one table.",
            "Copies all but those of the oldest part, and blocks all generic streams meanwhile. Must be run by the owner of "
                    + "the tables."
        })
final class StreamsJoinCommand extends StreamTypeCommand {

    @Override
    int run(NventStore store, StreamType table) {
        String type = table.subjectType();
        if (table.splitBy().isEmpty()) {
            throw CliException.failed("the stream type '" + Formats.escape(type) + "' is not split");
        }
        long events = TableInfo.of(
                        table, TableInfo.list(store.reports().dsl(), options().namespace()))
                .stream()
                .mapToLong(TableInfo::rows)
                .sum();
        confirmation()
                .require("Join the parts of " + type + " (about " + Formats.count(events, "event")
                        + "), while all generic streams are blocked, in " + location(store));
        boolean joined = store.streamTypes().join(type);
        output().print(
                        joined ? "Joined " + Formats.escape(type) + "." : "The type is not split.",
                        Map.of("type", type, "joined", joined));
        return joined ? ExitCode.OK : ExitCode.FAILED;
    }
}
