package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints the value of a key. */
@Command(name = "get", description = "Print the value of a key as JSON. Exit code 1 if the key does not exist.")
final class KvGetCommand extends StoreCommand {

    @Parameters(paramLabel = "KEY", description = "The full key.")
    private String key;

    @Override
    int run(NventStore store) {
        Optional<JsonNode> value = store.kv().get(key, JsonNode.class);
        if (value.isEmpty()) {
            output().note("nvent: key '" + key + "' not found");
            return ExitCode.FAILED;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("key", key);
        json.put("value", value.get());
        output().print(Formats.escape(JsonText.write(value.get())), json);
        return ExitCode.OK;
    }
}
