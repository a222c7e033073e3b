package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a subscription. */
@Command(
        name = "delete",
        description = {
            "Delete the position and the parked events of a subscription. Events are not deleted.",
            "Exit code 1 if there is no such subscription."
        })
final class SubscriptionsDeleteCommand extends StoreCommand {

    @Parameters(paramLabel = "NAME", description = "The subscription.")
    private String name;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        confirmation.require("Delete the subscription " + name + " in " + location(store));
        boolean deleted = store.subscriptions().delete(name);
        output().print(
                        deleted
                                ? "Deleted " + Formats.escape(name) + "."
                                : "There is no subscription " + Formats.escape(name) + ".",
                        Map.of("subscription", name, "deleted", deleted));
        return deleted ? ExitCode.OK : ExitCode.FAILED;
    }
}
