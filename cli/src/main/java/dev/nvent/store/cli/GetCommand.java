package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.stream.EventQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an index entry, a page of entries or a page of events. */
@Command(
        name = "get",
        description = {
            "Print an index entry, a page of entries, or a page of events.",
            "",
            "Entries are sorted by descending score, events in append order.",
            "",
            "nvent:flows, nvent:triggers, nvent:scheduler:jobs and nvent:flow:runs:FLOW are indexes; "
                    + "nvent:flow:run:RUN and nvent:trigger:event:NAME are streams. Any other subject can be both: its "
                    + "entries are printed if there are any, else its events. Use --as to choose."
        })
final class GetCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "The subject of an index or a stream.")
    private String subject;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The id of an entry or an event.")
    private String id;

    @Option(names = "--as", paramLabel = "KIND", description = "index or stream; for a subject that can be both.")
    private SubjectKind as;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Maximum number of results. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "Continue after this cursor, as printed with the previous page.")
    private String after;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description =
                    "Only entries whose field has this value, parsed as JSON if possible, else taken as text. Dots "
                            + "separate the keys of a path; null matches an absent field. May be given several times.")
    private Map<String, String> filters = new LinkedHashMap<>();

    @Override
    int run(NventStore store) {
        SubjectKind kind = kind(store);
        return switch (kind) {
            case INDEX -> printEntries(store) ? ExitCode.OK : reportMissing("entry", kind);
            case STREAM -> printEvents(store) ? ExitCode.OK : reportMissing("event", kind);
            case EITHER ->
                printEntries(store) || filters.isEmpty() && printEvents(store)
                        ? ExitCode.OK
                        : reportMissing("entry or event", kind);
        };
    }

    private SubjectKind kind(NventStore store) {
        SubjectKind kind = SubjectKind.of(subject, store);
        if (as != null && as != SubjectKind.EITHER && kind == SubjectKind.EITHER) {
            return as;
        }
        if (as != null && as != kind) {
            throw CliException.usage("--as does not match the kind of the subject");
        }
        if (kind == SubjectKind.STREAM && !filters.isEmpty()) {
            throw CliException.usage("--where applies to index entries only; the subject is a stream");
        }
        return kind;
    }

    /** Prints the matching entries; returns false if there are none. */
    private boolean printEntries(NventStore store) {
        var index = store.index(subject);
        if (id != null) {
            var entry = index.get(id);
            entry.ifPresent(found -> EntryFormatter.print(output(), found));
            return entry.isPresent();
        }
        IndexQuery<Record> query = IndexQuery.all().withLimit(limit).withFilter(JsonText.filter(filters));
        if (after != null) {
            query = query.withAfter(cursor(after));
        }
        var page = index.read(query);
        if (page.entries().isEmpty()) {
            return false;
        }
        output().printPage(
                        "entries",
                        page.entries().stream().map(EntryFormatter::json).toList(),
                        EntryFormatter.listing(page.entries()).lines(),
                        page.next().map(next -> next.score() + "," + next.id()));
        return true;
    }

    private static IndexCursor cursor(String text) {
        String[] parts = text.split(",", 2);
        try {
            if (parts.length == 2) {
                return new IndexCursor(Long.parseLong(parts[0]), parts[1]);
            }
        } catch (NumberFormatException e) {
            // As any other text.
        }
        throw CliException.usage("--after must have the form SCORE,ID for entries");
    }

    /** Prints the matching events; returns false if there are none. */
    private boolean printEvents(NventStore store) {
        var query = EventQuery.all().withLimit(limit);
        if (id != null) {
            query = query.withAfter(number(id) - 1).withBefore(number(id) + 1);
        } else if (after != null) {
            query = query.withAfter(number(after));
        }
        var page = store.stream(subject).read(query);
        if (page.events().isEmpty()) {
            return false;
        }
        output().printPage(
                        "events",
                        page.events().stream().map(EventFormatter::json).toList(),
                        EventFormatter.listing(page.events()).lines(),
                        page.hasMore()
                                ? Optional.of(
                                        String.valueOf(page.events().getLast().id()))
                                : Optional.empty());
        return true;
    }

    private int reportMissing(String what, SubjectKind kind) {
        output().note("nvent: no such " + what + " in '" + subject + "'");
        if (output().isJson() && id == null) {
            output().print(new Listing(
                    kind == SubjectKind.STREAM ? "events" : "entries", "", "", List.of(), List.of()));
        }
        return ExitCode.FAILED;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw CliException.usage("the id of an event must be a number");
        }
    }
}
