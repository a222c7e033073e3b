package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyPage;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes keys by a pattern. */
@Command(name = "clear", description = "Delete every key that matches a pattern, in one statement.")
final class KvClearCommand extends StoreCommand {

    private static final int COUNTED = 10_000;

    @Parameters(
            paramLabel = "PATTERN",
            description = "* stands for any characters, everything else for itself; quote it.")
    private String pattern;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        KeyPage matching = store.kv().keys(pattern, null, COUNTED);
        confirmation.ask("Delete " + (matching.hasMore() ? "more than " : "")
                + Shown.count(matching.keys().size()) + " keys that match " + pattern + " in " + place(store));
        int deleted;
        try (Progress progress = progress("Deleting", Progress.UNKNOWN)) {
            deleted = store.kv().clear(pattern);
            progress.stepTo(deleted);
        }
        output().print(Shown.count(deleted) + " keys deleted.", Map.of("deleted", deleted));
        return ExitCode.OK;
    }
}
