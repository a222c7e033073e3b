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

/** Prints the last events of a stream, and optionally follows it. */
@Command(
        name = "tail",
        description = {
            "Print the last events of a stream, and optionally follow it.",
            "",
            "Prints one event per line; with --follow, runs until interrupted.",
            "",
            "--follow prints new events in the order of their ids, none twice, and misses none that commits late: an event "
                    + "waits while a transaction is open that may still commit one with a smaller id. In streams with "
                    + "more than " + StreamFollower.KNOWN
                    + " events, it does not print one that was still uncommitted when it began and whose id is "
                    + "smaller than those of the last " + StreamFollower.KNOWN + " events. Not on a standby."
        })
final class TailCommand extends StoreCommand {

    @Parameters(
            paramLabel = "SUBJECT",
            description = "nvent:flow:run:RUN, nvent:trigger:event:NAME, or a generic subject.")
    private String subject;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of last events to print; 0 for none. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Continue to print new events.")
    private boolean follow;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Polling interval of --follow. Default: ${DEFAULT-VALUE}.")
    private Duration every;

    @Override
    int run(NventStore store) {
        if (lines < 0 || every.isNegative() || every.isZero()) {
            throw CliException.usage("--lines must not be negative, and --every must be positive");
        }
        EventStream stream = store.stream(subject);
        List<Event> last = stream.read(EventQuery.all()
                        .withOrder(EventQuery.Order.NEWEST_FIRST)
                        .withLimit(follow ? Math.max(lines, StreamFollower.KNOWN) : Math.max(1, lines)))
                .events()
                .reversed();
        last.subList(Math.max(0, last.size() - lines), last.size()).forEach(this::print);
        if (follow) {
            var follower = new StreamFollower(store.subscriptions(), subject, last);
            do {
                follower.poll(this::print);
            } while (pause());
        }
        return ExitCode.OK;
    }

    private void print(Event event) {
        if (output().isJson()) {
            output().print(EventFormatter.json(event));
        } else {
            output().line(EventFormatter.line(event));
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
