package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyPage;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes the keys that match a pattern. */
@Command(name = "clear", description = "Delete all keys that match a pattern, in one statement.")
final class KvClearCommand extends StoreCommand {

    private static final int COUNT_LIMIT = 10_000;

    @Parameters(
            paramLabel = "PATTERN",
            description = "* matches any characters, everything else is literal; quote it in the shell.")
    private String pattern;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        KeyPage matching = store.kv().keys(pattern, null, COUNT_LIMIT);
        confirmation.require("Delete " + (matching.hasMore() ? "more than " : "")
                + Formats.count(matching.keys().size(), "key") + " matching " + pattern + " in " + location(store));
        int deleted;
        try (Progress progress = progress("Deleting", Progress.UNKNOWN_TOTAL)) {
            deleted = store.kv().clear(pattern);
            progress.stepTo(deleted);
        }
        output().print(Formats.count(deleted, "key") + " deleted.", Map.of("deleted", deleted));
        return ExitCode.OK;
    }
}
