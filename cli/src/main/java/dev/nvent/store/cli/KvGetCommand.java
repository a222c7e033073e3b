package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.json.Json;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Prints the value of a key. */
@Command(name = "get", description = "Print the value of a key, as JSON. A key without one ends with exit code 1.")
final class KvGetCommand extends StoreCommand {

    @Parameters(paramLabel = "KEY", description = "As it was set.")
    private String key;

    @Override
    int run(NventStore store) {
        Optional<JsonNode> value = store.kv().get(key, JsonNode.class);
        if (value.isEmpty()) {
            output().note("nvent: there is no key '" + key + "'");
            return ExitCode.FAILED;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("key", key);
        json.put("value", value.get());
        output().print(Shown.text(Json.text(value.get())), json);
        return ExitCode.OK;
    }
}
