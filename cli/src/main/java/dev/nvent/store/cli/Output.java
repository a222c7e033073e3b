package dev.nvent.store.cli;

import dev.nvent.store.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command prints: tables and sentences for a person, one JSON object a line for a machine. */
final class Output {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "JSON instead of tables; its keys stay the same from version to version.")
    private boolean json;

    @Option(names = "--verbose", description = "On an error, print the stack trace too.")
    private boolean verbose;

    boolean isJson() {
        return json;
    }

    /** Prints listings, each under its title where there are several. */
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

    /** Prints what was done: a sentence, or its figures. */
    void print(String sentence, Map<String, ?> figures) {
        if (json) {
            print(figures);
        } else {
            line(sentence);
        }
    }

    void print(Map<String, ?> object) {
        line(Json.text(Json.of(object, "output")));
    }

    void line(String line) {
        out().println(line);
        if (out().checkError()) {
            // Whoever read it, head for instance, has gone: there is nobody to tell.
            throw Refusal.failed("");
        }
    }

    /** Tells a person something besides the answer. */
    void note(String sentence) {
        command.commandLine().getErr().println(Shown.lines(sentence));
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
