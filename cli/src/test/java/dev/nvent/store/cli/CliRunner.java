package dev.nvent.store.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.logging.LogManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the command line in this process and captures its output. */
final class CliRunner {

    static {
        // As NventCommand.main does.
        LogManager.getLogManager().reset();
    }

    private final Map<String, String> environment = new HashMap<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private boolean isInteractive;
    private String prompts = "";

    /** @param prompts the text of all prompts */
    record Result(int exitCode, String out, String err, String prompts) {

        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Runs commands on a schema of a database. */
    static CliRunner on(String url, String schema) {
        return new CliRunner().with("NVENT_DATABASE_URL", url).with("NVENT_SCHEMA", schema);
    }

    CliRunner with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Simulates a terminal on which these answers are given; after them, the input ends. */
    CliRunner withAnswers(String... lines) {
        isInteractive = true;
        answers.addAll(List.of(lines));
        return this;
    }

    Result run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new NventCommand(terminal(), environment).run(new PrintWriter(out), new PrintWriter(err), args);
        return new Result(exitCode, out.toString(), err.toString(), prompts);
    }

    private Terminal terminal() {
        return new Terminal() {
            @Override
            public boolean isInteractive() {
                return isInteractive;
            }

            @Override
            public String prompt(String question) {
                prompts += question;
                return answers.poll();
            }

            @Override
            public String promptPassword(String question) {
                return prompt(question);
            }
        };
    }
}
