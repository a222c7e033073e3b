package dev.nvent.store.cli;

import java.util.Map;
import java.util.TreeMap;

/** Exit codes of the commands. */
final class ExitCode {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_CONNECTION = 3;
    static final int NOT_CONFIRMED = 4;

    private ExitCode() {}

    static Map<String, String> descriptions() {
        return new TreeMap<>(Map.of(
                String.valueOf(OK),
                "success",
                String.valueOf(FAILED),
                "failure, a problem was found, or the requested object does not exist",
                String.valueOf(USAGE),
                "invalid options, arguments or configuration; nothing was changed",
                String.valueOf(NO_CONNECTION),
                "the database connection failed",
                String.valueOf(NOT_CONFIRMED),
                "not confirmed; nothing was changed"));
    }
}
