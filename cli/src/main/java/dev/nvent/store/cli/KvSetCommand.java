package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyValueStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the value of a key. */
@Command(
        name = "set",
        description = {
            "Set the value of a key, optionally with a time to live. An existing value is replaced.",
            "",
            "  nvent kv set config:flows '{\"maxRetries\": 3}'",
            "  nvent kv set --text --ttl 5m lock:invoices worker-3",
            "  nvent kv set big - < value.json"
        })
final class KvSetCommand extends StoreCommand {

    private static final String STANDARD_INPUT = "-";

    @Parameters(index = "0", paramLabel = "KEY", description = "The full key; the prefix is not prepended.")
    private String key;

    @Parameters(index = "1", paramLabel = "VALUE", description = "The value as JSON; - reads it from standard input.")
    private String value;

    @Option(names = "--text", description = "Store VALUE as text without parsing it as JSON.")
    private boolean asText;

    @Option(names = "--ttl", paramLabel = "TIME", description = "Time to live, for example 45s, 90m, 12h or 30d.")
    private Duration ttl;

    @Option(names = "--if-absent", description = "Set the value only if the key does not exist; otherwise exit code 1.")
    private boolean ifAbsent;

    @Override
    int run(NventStore store) {
        String text = value.equals(STANDARD_INPUT) ? standardInput() : value;
        boolean set = set(store.kv(), asText ? text : JsonText.parse(text));
        output().print(set ? "Set." : "The key already exists; nothing was changed.", Map.of("key", key, "set", set));
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
            return ProcessText.decode(System.in.readAllBytes(), "standard input");
        } catch (IOException e) {
            throw CliException.failed("cannot read standard input");
        }
    }
}
