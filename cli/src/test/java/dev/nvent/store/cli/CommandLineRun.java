package dev.nvent.store.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command line within this process, on the tests' database, and keeps what it printed. */
final class CommandLineRun {

    static {
        // As the command line itself does.
        LogManager.getLogManager().reset();
    }

    private final Map<String, String> environment = new HashMap<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private boolean isTerminal;
    private String asked = "";

    /** What a run left behind. */
    record Result(int exitCode, String out, String err, String asked) {

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** On a database, in a schema of its own. */
    static CommandLineRun on(String url, String schema) {
        return new CommandLineRun().with("NVENT_DATABASE_URL", url).with("NVENT_SCHEMA", schema);
    }

    CommandLineRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With somebody at a terminal, who answers so. */
    CommandLineRun answering(String... given) {
        isTerminal = true;
        answers.addAll(List.of(given));
        return this;
    }

    Result run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new Nvent(terminal(), environment).run(new PrintWriter(out), new PrintWriter(err), args);
        return new Result(exitCode, out.toString(), err.toString(), asked);
    }

    /** Runs a command that must succeed. */
    static Result succeed(CommandLineRun run, String... args) {
        Result result = run.run(args);
        if (result.exitCode() != 0) {
            throw new AssertionError(Stream.of(args).toList() + ": " + result);
        }
        return result;
    }

    private Terminal terminal() {
        return new Terminal() {
            @Override
            public boolean isThere() {
                return isTerminal;
            }

            @Override
            public String ask(String question) {
                asked += question;
                return answers.poll();
            }

            @Override
            public String askSecretly(String question) {
                return ask(question);
            }
        };
    }
}
