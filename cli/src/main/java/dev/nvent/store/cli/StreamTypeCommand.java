package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.StreamTypes.StreamType;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A destructive command on all streams of one generic type. */
abstract class StreamTypeCommand extends StoreCommand {

    @Parameters(paramLabel = "TYPE", description = "A type as listed by 'nvent streams', for example shop:order.")
    private String type;

    @Mixin
    private Confirmation confirmation;

    @Override
    final int run(NventStore store) {
        StreamType table = store.streamTypes().list().stream()
                .filter(known -> known.subjectType().equals(type))
                .findFirst()
                .orElseThrow(() -> CliException.failed(
                        "unknown stream type '" + type + "'; 'nvent streams' lists the existing types"));
        return run(store, table);
    }

    /** Runs the command on an existing type, and returns the exit code. */
    abstract int run(NventStore store, StreamType table);

    Confirmation confirmation() {
        return confirmation;
    }
}
