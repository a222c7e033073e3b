package dev.nvent.store.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks before something is removed. */
final class Confirmation {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask before removing anything; needed where there is no terminal.")
    private boolean yes;

    /**
     * Returns if the answer is yes.
     *
     * @param what would happen, without its question mark
     */
    void ask(String what) {
        if (yes) {
            return;
        }
        Terminal terminal = ((Nvent) command.root().userObject()).terminal();
        if (!terminal.isThere()) {
            throw new Refusal(
                    ExitCode.NOT_CONFIRMED, what + "? There is no terminal to ask on: give --yes. Nothing was done");
        }
        String answer = terminal.ask(Shown.text(what) + "? [y/N] ");
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new Refusal(ExitCode.NOT_CONFIRMED, "not confirmed; nothing was done");
        }
    }
}
