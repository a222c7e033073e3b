package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.Map;
import picocli.CommandLine.Command;

/** Deletes expired keys. */
@Command(
        name = "purge",
        description = {
            "Delete expired keys. They are no longer readable, so there is no confirmation prompt.",
            "Deletes in batches, each in its own transaction; intended for a scheduled job."
        })
final class KvPurgeCommand extends StoreCommand {

    @Override
    int run(NventStore store) {
        long purged;
        try (Progress progress = progress("Purging", Progress.UNKNOWN_TOTAL)) {
            purged = store.kv().purgeExpired(progress::stepTo);
        }
        output().print(Formats.count(purged, "expired key") + " deleted.", Map.of("purged", purged));
        return ExitCode.OK;
    }
}
