package dev.nvent.store.it.schema;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.JavaProcess;
import dev.nvent.store.it.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A process that opens a store, which migrates, and counts its start in a key. */
final class StartupProcess {

    private StartupProcess() {}

    /** @param arguments a JDBC URL, a schema and a prefix */
    public static void main(String[] arguments) {
        StoreOptions options =
                StoreOptions.of(arguments[0]).withSchema(arguments[1]).withPrefix(arguments[2]);
        try (NventStore store = NventStore.open(options)) {
            store.kv().increment("starts", 1);
        }
    }

    static Process start(ScratchSchema schema) throws IOException {
        return JavaProcess.start(
                StartupProcess.class,
                TestPostgres.url(),
                schema.namespace().schema(),
                schema.namespace().prefix());
    }

    /** Waits for the end of the process, and fails with its output if it failed. */
    static void awaitSuccess(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
    }
}
