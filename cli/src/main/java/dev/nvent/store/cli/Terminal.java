package dev.nvent.store.cli;

import java.io.Console;

/** The person at the terminal, if there is one. */
interface Terminal {

    /** Whether somebody sits there, who reads what is printed and can answer. */
    boolean isThere();

    /** Asks, and waits for a line; null at the end of input. */
    String ask(String question);

    /** Asks for what must not be seen; null at the end of input. */
    String askSecretly(String question);

    /** The terminal that the process was started from. */
    static Terminal ofProcess() {
        // From JDK 22 on there is a console without a terminal too, unless it is this one.
        System.setProperty("jdk.console", "java.base");
        Console console = System.console();
        return new Terminal() {
            @Override
            public boolean isThere() {
                return console != null;
            }

            @Override
            public String ask(String question) {
                return console.readLine("%s", question);
            }

            @Override
            public String askSecretly(String question) {
                char[] secret = console.readPassword("%s", question);
                return secret == null ? null : new String(secret);
            }
        };
    }
}
