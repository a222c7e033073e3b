package dev.nvent.store.it.schema;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.JavaProcess;
import dev.nvent.store.it.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;

/** A process of its own that opens a store, and says how long that took after its first connection. */
final class StartingProcess {

    private StartingProcess() {}

    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        try (Connection first = DriverManager.getConnection(url)) {
            first.isValid(5);
        }
        long start = System.nanoTime();
        try (NventStore store =
                NventStore.open(StoreOptions.of(url).withSchema(arguments[1]).withPrefix(arguments[2]))) {
            long micros = (System.nanoTime() - start) / 1000;
            store.kv().increment("starts", 1);
            System.out.println("opened in " + micros / 1000.0 + " ms");
        }
    }

    static Process start(ScratchSchema schema) throws IOException {
        return JavaProcess.start(
                StartingProcess.class,
                TestPostgres.url(),
                schema.namespace().schema(),
                schema.namespace().prefix());
    }

    /** @return what it said */
    static String finished(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
        return output;
    }
}
