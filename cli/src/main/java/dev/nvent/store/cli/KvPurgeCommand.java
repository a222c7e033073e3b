package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.Map;
import picocli.CommandLine.Command;

/** Removes what has expired. */
@Command(
        name = "purge",
        description = {
            "Remove the keys that have expired, which nobody can see any more: it does not ask.",
            "In batches, each committed by itself; run it from a timer."
        })
final class KvPurgeCommand extends StoreCommand {

    @Override
    int run(NventStore store) {
        long purged;
        try (Progress progress = progress("Purging", Progress.UNKNOWN)) {
            purged = store.kv().purgeExpired(progress::stepTo);
        }
        output().print(Shown.count(purged) + " expired keys removed.", Map.of("purged", purged));
        return ExitCode.OK;
    }
}
