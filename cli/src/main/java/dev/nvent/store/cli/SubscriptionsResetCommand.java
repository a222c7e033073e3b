package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.subscription.StartPosition;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a subscription to another position. */
@Command(
        name = "reset",
        description = {
            "Move a subscription to another position: events after it are handled again, or events before it never.",
            "Processes that run it continue there within seconds. Parked events stay parked. Exit code 1 if there is no such "
                    + "subscription."
        })
final class SubscriptionsResetCommand extends StoreCommand {

    @Parameters(paramLabel = "NAME", description = "The subscription.")
    private String name;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Mixin
    private Confirmation confirmation;

    /** Where it continues. */
    static final class Target {

        @Option(names = "--beginning", required = true, description = "At the first event.")
        private boolean beginning;

        @Option(names = "--now", required = true, description = "After the last event.")
        private boolean now;

        @Option(names = "--after", required = true, paramLabel = "ID", description = "After this event.")
        private Long after;

        @Option(
                names = "--at",
                required = true,
                paramLabel = "TIME",
                description = "At the first event of this time or later: 2026-01-31T12:00:00Z.")
        private Instant at;

        private StartPosition position() {
            if (after != null) {
                return StartPosition.after(after);
            }
            if (at != null) {
                return StartPosition.at(at);
            }
            return now ? StartPosition.now() : StartPosition.beginning();
        }

        private String text() {
            if (after != null) {
                return "after event " + after;
            }
            if (at != null) {
                return "to " + at;
            }
            return now ? "after the last event" : "to the beginning";
        }
    }

    @Override
    int run(NventStore store) {
        confirmation.require("Reset the subscription " + name + " " + target.text() + " in " + location(store));
        boolean reset = store.subscriptions().reset(name, target.position());
        output().print(
                        reset
                                ? "Reset " + Formats.escape(name) + " " + target.text() + "."
                                : "There is no subscription " + Formats.escape(name) + ".",
                        Map.of("subscription", name, "reset", reset));
        return reset ? ExitCode.OK : ExitCode.FAILED;
    }
}
