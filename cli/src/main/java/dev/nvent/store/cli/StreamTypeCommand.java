package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that changes all streams of one generic type, after a confirmation. */
abstract class StreamTypeCommand extends StoreCommand {

    @Parameters(paramLabel = "TYPE", description = "A type as listed by 'nvent streams', for example shop:order.")
    private String type;

    @Mixin
    private Confirmation confirmation;

    @Override
    final int run(NventStore store) {
        StreamType existing = store.streamTypes().list().stream()
                .filter(known -> known.subjectType().equals(type))
                .findFirst()
                .orElseThrow(() -> CliException.failed(
                        "unknown stream type '" + type + "'; 'nvent streams' lists the existing types"));
        return run(store, existing);
    }

    /** Runs the command on an existing type, and returns the exit code. */
    abstract int run(NventStore store, StreamType type);

    /** The number of events of a type, as the statistics of its tables have it. */
    long estimatedEvents(NventStore store, StreamType of) {
        List<TableInfo> tables = TableInfo.list(store.reports().dsl(), options().namespace());
        return TableInfo.of(of, tables).stream().mapToLong(TableInfo::rows).sum();
    }

    Confirmation confirmation() {
        return confirmation;
    }
}
