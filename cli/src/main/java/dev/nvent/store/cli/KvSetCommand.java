package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyValueStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a key. */
@Command(
        name = "set",
        description = {
            "Set the value of a key, for ever or for a time. A value that it had is replaced.",
            "",
            "  nvent kv set config:flows '{\"maxRetries\": 3}'",
            "  nvent kv set --text --ttl 5m lock:invoices worker-3",
            "  nvent kv set big - < value.json"
        })
final class KvSetCommand extends StoreCommand {

    private static final String STANDARD_INPUT = "-";

    @Parameters(index = "0", paramLabel = "KEY", description = "Used as it is, whatever the prefix.")
    private String key;

    @Parameters(index = "1", paramLabel = "VALUE", description = "JSON; - reads it from standard input.")
    private String value;

    @Option(names = "--text", description = "VALUE is text, whatever it looks like.")
    private boolean isText;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            converter = Age.class,
            description = "How long it lives: 45s, 90m, 12h, 30d.")
    private Duration ttl;

    @Option(names = "--if-absent", description = "Only if the key has no value; else exit code 1.")
    private boolean ifAbsent;

    @Override
    int run(NventStore store) {
        String given = value.equals(STANDARD_INPUT) ? standardInput() : value;
        boolean set = set(store.kv(), isText ? given : JsonArgument.parse(given));
        output().print(set ? "Set." : "The key has a value; nothing was done.", Map.of("key", key, "set", set));
        return set ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean set(KeyValueStore kv, Object json) {
        if (ifAbsent) {
            return ttl == null ? kv.setIfAbsent(key, json) : kv.setIfAbsent(key, json, ttl);
        }
        if (ttl == null) {
            kv.set(key, json);
        } else {
            kv.set(key, json, ttl);
        }
        return true;
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Refusal.failed("standard input cannot be read");
        }
    }
}
