package dev.nvent.store.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a shell completion script. */
@Command(
        name = "completion",
        description = {
            "Print a completion script for bash and zsh.",
            "",
            "For this session:      source <(nvent completion)",
            "For all bash sessions: nvent completion > ~/.local/share/bash-completion/completions/nvent",
            "For all zsh sessions:  add 'source <(nvent completion)' to ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash("nvent", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
