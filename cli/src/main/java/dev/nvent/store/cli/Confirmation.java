package dev.nvent.store.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for confirmation of a destructive action, unless {@code --yes} is given. */
final class Confirmation {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-y", "--yes"},
            description = "Skip the confirmation prompt; required when there is no terminal.")
    private boolean yes;

    /**
     * Returns if the action is confirmed.
     *
     * @param action the action in the imperative, without a question mark
     * @throws CliException if it is not confirmed, or there is no terminal to ask on
     */
    void require(String action) {
        if (yes) {
            return;
        }
        Terminal terminal = ((NventCommand) command.root().userObject()).terminal();
        if (!terminal.isInteractive()) {
            throw new CliException(
                    ExitCode.NOT_CONFIRMED,
                    "there is no terminal for the confirmation (" + action + "?); use --yes. Nothing was changed");
        }
        String answer = terminal.prompt(Formats.escape(action) + "? [y/N] ");
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new CliException(ExitCode.NOT_CONFIRMED, "not confirmed; nothing was changed");
        }
    }
}
