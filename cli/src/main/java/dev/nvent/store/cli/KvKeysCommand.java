package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists keys. */
@Command(name = "keys", description = "List the unexpired keys that match a pattern, in lexical order.")
final class KvKeysCommand extends StoreCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description =
                    "* matches any characters, everything else is literal; quote it in the shell. Default: all keys.")
    private String pattern;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of keys. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "KEY",
            description = "Only keys after this one: the last key of the previous page.")
    private String after;

    @Override
    int run(NventStore store) {
        KeyPage page = store.kv().keys(pattern, after, limit);
        output().printPage(
                        "keys",
                        page.keys(),
                        page.keys().stream().map(Formats::escape).toList(),
                        page.next());
        return ExitCode.OK;
    }
}
