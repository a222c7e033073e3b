package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has parked events handled again. */
@Command(
        name = "retry",
        description = {
            "Have parked events handled again by the process that owns their partition, within seconds.",
            "Exit code 1 if none of them is parked."
        })
final class SubscriptionsRetryCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The subscription.")
    private String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ID", description = "The parked events. Default: all.")
    private List<Long> ids = List.of();

    @Override
    int run(NventStore store) {
        long retried = ids.isEmpty()
                ? store.subscriptions().retryAll(name)
                : ids.stream()
                        .filter(id -> store.subscriptions().retry(name, id))
                        .count();
        output().print(Formats.count(retried, "event") + " to be handled again.", Map.of("retried", retried));
        return retried > 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
