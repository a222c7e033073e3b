package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes keys by their names. */
@Command(name = "del", description = "Delete keys. If none of them had a value, exit code 1.")
final class KvDelCommand extends StoreCommand {

    @Parameters(arity = "1..*", paramLabel = "KEY", description = "One or several, each as it is.")
    private List<String> keys;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        confirmation.ask("Delete " + (keys.size() == 1 ? "the key " + keys.getFirst() : keys.size() + " keys") + " in "
                + place(store));
        long deleted = keys.stream().filter(store.kv()::delete).count();
        output().print(
                        Shown.count(deleted) + (deleted == 1 ? " key" : " keys") + " deleted.",
                        Map.of("deleted", deleted));
        return deleted > 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
