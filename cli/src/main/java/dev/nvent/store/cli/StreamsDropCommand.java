package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.StoredTables.StoredTable;
import dev.nvent.store.stream.StreamTables.StreamTableName;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Drops all streams of one type. */
@Command(
        name = "drop",
        description = {
            "Drop a generic type of streams with its table and all its events. Other types are not touched.",
            "Needs the rights of the tables' owner."
        })
final class StreamsDropCommand extends StoreCommand {

    @Parameters(paramLabel = "TYPE", description = "As 'nvent streams' lists it: shop:order.")
    private String type;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        StreamTableName table = StreamType.find(store, type);
        long events = StoredTables.all(store.reports().dsl(), options().namespace()).stream()
                .filter(stored -> stored.name().equals(table.tableName()))
                .mapToLong(StoredTable::rows)
                .sum();
        confirmation.ask("Drop the streams of type " + type + ", table " + table.tableName() + ", about "
                + Shown.count(events) + " events, in " + place(store));
        boolean dropped = store.streamTables().drop(type);
        output().print(
                        dropped ? "Dropped " + Shown.text(type) + "." : "It was gone already.",
                        Map.of("type", type, "dropped", dropped));
        return dropped ? ExitCode.OK : ExitCode.FAILED;
    }
}
