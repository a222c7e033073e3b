package dev.nvent.store.cli;

import java.io.Console;

/** The terminal of the process, if it has one. */
interface Terminal {

    /** Whether prompts can be shown and answered. */
    boolean isInteractive();

    /** Prompts for a line of input; null at the end of input. */
    String prompt(String question);

    /** Prompts for a line without echo; null at the end of input. */
    String promptPassword(String question);

    /** The console of this process. */
    static Terminal ofProcess() {
        // Since JDK 22 the default System.console() is not null without a terminal; java.base's still is.
        System.setProperty("jdk.console", "java.base");
        Console console = System.console();
        return new Terminal() {
            @Override
            public boolean isInteractive() {
                return console != null;
            }

            @Override
            public String prompt(String question) {
                return console.readLine("%s", question);
            }

            @Override
            public String promptPassword(String question) {
                char[] secret = console.readPassword("%s", question);
                return secret == null ? null : new String(secret);
            }
        };
    }
}
