package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists parked events. */
@Command(
        name = "parked",
        description =
                "List the events that a subscription has parked because its handler failed too often; at most 1,000.")
final class SubscriptionsParkedCommand extends StoreCommand {

    @Parameters(paramLabel = "NAME", description = "The subscription.")
    private String name;

    @Override
    int run(NventStore store) {
        var listing = Listing.of(
                "parked",
                "Parked events",
                "No parked events.",
                new Column("id", "ID", Format.COUNT),
                new Column("partition", "PARTITION", Format.COUNT),
                new Column("attempts", "ATTEMPTS", Format.COUNT),
                new Column("at", "LAST ATTEMPT", Format.TIME),
                new Column("retryRequested", "RETRIED", Format.TEXT),
                new Column("error", "ERROR", Format.TEXT));
        store.subscriptions()
                .parked(name)
                .forEach(event -> listing.row(
                        event.id(),
                        event.partition(),
                        event.attempts(),
                        event.at(),
                        event.retryRequested(),
                        event.error()));
        output().print(listing);
        return ExitCode.OK;
    }
}
