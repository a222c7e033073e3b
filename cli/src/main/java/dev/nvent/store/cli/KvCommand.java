package dev.nvent.store.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands on the key-value store. */
@Command(
        name = "kv",
        description = "Read and modify key-value pairs.",
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
