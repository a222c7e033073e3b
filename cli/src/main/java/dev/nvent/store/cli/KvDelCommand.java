package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes keys. */
@Command(name = "del", description = "Delete keys. Exit code 1 if none of them exists.")
final class KvDelCommand extends StoreCommand {

    @Parameters(arity = "1..*", paramLabel = "KEY", description = "The full key; may be given several times.")
    private List<String> keys;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        confirmation.require("Delete " + (keys.size() == 1 ? "the key " + keys.getFirst() : keys.size() + " keys")
                + " in " + location(store));
        long deleted = keys.stream().filter(store.kv()::delete).count();
        output().print(Formats.count(deleted, "key") + " deleted.", Map.of("deleted", deleted));
        return deleted > 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
