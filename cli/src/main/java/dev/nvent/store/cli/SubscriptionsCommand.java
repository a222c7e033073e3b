package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.subscription.SubscriptionStatus;
import dev.nvent.store.subscription.SubscriptionStatus.OpenWriter;
import dev.nvent.store.subscription.SubscriptionStatus.Partition;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Lists the subscriptions. */
@Command(
        name = "subscriptions",
        description = {
            "List subscriptions with their positions, lags and owners, or change one of them.",
            "",
            "The lag counts committed events that are not handled yet, and the age of the oldest one. A transaction that has "
                    + "written to the table of the events and is still open delays later ones; the oldest such "
                    + "transactions are listed too."
        },
        subcommands = {
            SubscriptionsParkedCommand.class,
            SubscriptionsRetryCommand.class,
            SubscriptionsDiscardCommand.class,
            SubscriptionsResetCommand.class,
            SubscriptionsDeleteCommand.class
        })
final class SubscriptionsCommand extends StoreCommand {

    @Override
    int run(NventStore store) {
        var subscriptions = Listing.of(
                "subscriptions",
                "Subscriptions",
                "No subscriptions.",
                new Column("name", "NAME", Format.TEXT),
                new Column("source", "SOURCE", Format.TEXT),
                new Column("lagEvents", "LAG", Format.COUNT),
                new Column("lagMillis", "OLDEST", Format.MILLIS),
                new Column("parked", "PARKED", Format.COUNT));
        var partitions = Listing.of(
                "partitions",
                "Partitions",
                "No partitions.",
                new Column("subscription", "NAME", Format.TEXT),
                new Column("partition", "PARTITION", Format.COUNT),
                new Column("position", "POSITION", Format.COUNT),
                new Column("owner", "OWNER", Format.TEXT),
                new Column("failedEvent", "FAILED", Format.COUNT),
                new Column("attempts", "ATTEMPTS", Format.COUNT),
                new Column("error", "ERROR", Format.TEXT));
        var writers = Listing.of(
                "writers",
                "Open transactions that may still commit events",
                "None.",
                new Column("subscription", "NAME", Format.TEXT),
                new Column("pid", "PID", Format.TEXT),
                new Column("application", "APPLICATION", Format.TEXT),
                new Column("ageMillis", "AGE", Format.MILLIS));
        for (String name : store.subscriptions().names()) {
            Optional<SubscriptionStatus> status = store.subscriptions().status(name);
            status.ifPresent(found -> add(found, subscriptions, partitions, writers));
        }
        output().print(subscriptions, partitions, writers);
        return ExitCode.OK;
    }

    private static void add(SubscriptionStatus status, Listing subscriptions, Listing partitions, Listing writers) {
        subscriptions.row(
                status.name(),
                status.source().toString(),
                status.lag().events(),
                status.lag().age().toMillis(),
                status.parked());
        for (Partition partition : status.partitions()) {
            partitions.row(
                    status.name(),
                    partition.number(),
                    partition.position(),
                    partition.owner().orElse(null),
                    partition.failure().map(failure -> failure.eventId()).orElse(null),
                    partition.failure().map(failure -> failure.attempts()).orElse(null),
                    partition.failure().map(failure -> failure.error()).orElse(null));
        }
        for (OpenWriter writer : status.writers()) {
            writers.row(
                    status.name(),
                    writer.pid().orElse(null),
                    writer.name().orElse(null),
                    writer.age().map(age -> age.toMillis()).orElse(null));
        }
    }
}
