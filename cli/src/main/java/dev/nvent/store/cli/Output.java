package dev.nvent.store.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the result of a command: human-readable text, or one JSON object per line. */
final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "Print JSON instead of tables. Its keys are stable between versions.")
    private boolean json;

    @Option(names = "--verbose", description = "Print the stack trace of errors.")
    private boolean verbose;

    boolean isJson() {
        return json;
    }

    /** Prints listings; several listings are printed with their titles. */
    void print(Listing... listings) {
        if (json) {
            var all = new LinkedHashMap<String, Object>();
            for (Listing listing : listings) {
                all.put(listing.key(), listing.json());
            }
            print(all);
            return;
        }
        for (int i = 0; i < listings.length; i++) {
            if (listings.length > 1) {
                line((i == 0 ? "" : "\n") + listings[i].title());
            }
            listings[i].lines().forEach(this::line);
        }
    }

    /** Prints a message, or its figures as JSON. */
    void print(String message, Map<String, ?> figures) {
        if (json) {
            print(figures);
        } else {
            line(message);
        }
    }

    /** Prints one page of rows. If there are more, prints the cursor of the next page: in JSON as {@code next}. */
    void printPage(String key, Object json, List<String> lines, Optional<String> next) {
        if (isJson()) {
            var page = new LinkedHashMap<String, Object>();
            page.put(key, json);
            page.put("next", next.orElse(null));
            print(page);
            return;
        }
        lines.forEach(this::line);
        next.ifPresent(cursor -> note("More results: --after '" + cursor + "'"));
    }

    void print(Map<String, ?> object) {
        line(JsonText.write(object));
    }

    void line(String line) {
        out().println(line);
        if (out().checkError()) {
            // The reader, for example head, has closed the pipe; an error message is of no use.
            throw CliException.failed("");
        }
    }

    /** Prints a message to standard error, apart from the result. */
    void note(String message) {
        command.commandLine().getErr().println(Formats.escapeLines(message));
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
