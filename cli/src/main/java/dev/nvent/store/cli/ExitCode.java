package dev.nvent.store.cli;

import java.util.Map;
import java.util.TreeMap;

/** What a script learns from how a command ends. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_CONNECTION = 3;
    static final int NOT_CONFIRMED = 4;

    private ExitCode() {}

    static Map<String, String> meanings() {
        return new TreeMap<>(Map.of(
                String.valueOf(OK),
                "done, or nothing found amiss",
                String.valueOf(FAILED),
                "failed, or found a problem, or what was asked for is not there",
                String.valueOf(USAGE),
                "options, arguments or configuration that make no sense; nothing was done",
                String.valueOf(NO_CONNECTION),
                "no connection to the database",
                String.valueOf(NOT_CONFIRMED),
                "not confirmed; nothing was done"));
    }
}
