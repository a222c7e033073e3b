package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyPage;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists keys. */
@Command(name = "keys", description = "List the keys that match a pattern and have not expired, in their order.")
final class KvKeysCommand extends StoreCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "* stands for any characters, everything else for itself; quote it. Every key unless given.")
    private String pattern;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many; ${DEFAULT-VALUE} unless given.")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "KEY",
            description = "Only keys after this one, where the page before ended.")
    private String after;

    @Override
    int run(NventStore store) {
        KeyPage page = store.kv().keys(pattern, after, limit);
        if (output().isJson()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("keys", page.keys());
            json.put("next", page.next().orElse(null));
            output().print(json);
            return ExitCode.OK;
        }
        page.keys().forEach(key -> output().line(Shown.text(key)));
        page.next().ifPresent(key -> output().note("There are more: --after '" + key + "'"));
        return ExitCode.OK;
    }
}
