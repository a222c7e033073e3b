package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.EventStream;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the last events of a stream, and those to come. */
@Command(
        name = "tail",
        description = {
            "Print the last events of a stream, and those to come.",
            "",
            "One a line; with --follow it goes on until it is interrupted.",
            "",
            "Ids are given before commits, so that an event can appear after one with a greater id. --follow prints such "
                    + "events as well, late and so out of order: it looks again at what it has printed until every "
                    + "transaction that was under way then is over. Only what commits while it is not running, below the "
                    + "events that it begins with, is not printed."
        })
final class TailCommand extends StoreCommand {

    @Parameters(paramLabel = "SUBJECT", description = "nvent:flow:run:RUN, nvent:trigger:event:NAME, or any other.")
    private String subject;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of the last events; ${DEFAULT-VALUE} unless given, 0 for none.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with events to come.")
    private boolean follow;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = Age.class,
            description = "How often to look for new ones; ${DEFAULT-VALUE} unless given.")
    private Duration every;

    @Override
    int run(NventStore store) {
        if (lines < 0 || every.isNegative() || every.isZero()) {
            throw Refusal.usage("--lines must not be negative, and --every must be longer than no time");
        }
        EventStream stream = store.stream(subject);
        // One at least, to know where the new ones begin.
        List<Event> last = stream.read(EventQuery.all().withDescending().withLimit(Math.max(1, lines)))
                .events()
                .reversed();
        (lines == 0 ? List.<Event>of() : last).forEach(this::print);
        if (follow) {
            var follower = new Follower(stream, store.reports().dsl(), last);
            while (pause()) {
                follower.poll(this::print);
            }
        }
        return ExitCode.OK;
    }

    private void print(Event event) {
        if (output().isJson()) {
            output().print(Events.json(event));
        } else {
            output().line(Events.line(event));
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(every);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
