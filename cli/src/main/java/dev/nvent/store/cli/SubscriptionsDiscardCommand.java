package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets parked events. */
@Command(
        name = "discard",
        description = "Discard parked events, which are then never handled. Exit code 1 if none of them is parked.")
final class SubscriptionsDiscardCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.")
    private String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ID", description = "The parked events.")
    private List<Long> ids;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        confirmation.require("Discard " + Formats.count(ids.size(), "parked event") + " of the subscription " + name
                + " in " + location(store));
        long discarded = ids.stream()
                .filter(id -> store.subscriptions().discard(name, id))
                .count();
        output().print(Formats.count(discarded, "event") + " discarded.", Map.of("discarded", discarded));
        return discarded > 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
