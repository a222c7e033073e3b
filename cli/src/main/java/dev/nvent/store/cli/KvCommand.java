package dev.nvent.store.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keys with values. */
@Command(
        name = "kv",
        description = "Look at keys with values, and change them.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        subcommands = {
            KvGetCommand.class,
            KvSetCommand.class,
            KvDelCommand.class,
            KvKeysCommand.class,
            KvClearCommand.class,
            KvPurgeCommand.class
        })
final class KvCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
