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
    int run(NventStore store, StreamType type) {
        String name = type.subjectType();
        if (type.splitBy().isEmpty()) {
            throw CliException.failed("the stream type '" + Formats.escape(name) + "' is not split");
        }
        confirmation()
                .require("Join the parts of " + name + " (about " + Formats.count(estimatedEvents(store, type), "event")
                        + "), while all generic streams are blocked, in " + location(store));
        boolean joined = store.streamTypes().join(name);
        output().print(
                        joined ? "Joined " + Formats.escape(name) + "." : "The type is not split.",
                        Map.of("type", name, "joined", joined));
        return joined ? ExitCode.OK : ExitCode.FAILED;
    }
}
