package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.stream.EventQuery;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints an entry, a page of entries or a page of events. */
@Command(
        name = "get",
        description = {
            "Print an entry of an index, a page of its entries, or a page of events.",
            "",
            "Entries come by score, the highest first, events in the order of their appends.",
            "",
            "nvent:flows, nvent:triggers, nvent:scheduler:jobs and nvent:flow:runs:FLOW are indexes; "
                    + "nvent:flow:run:RUN and nvent:trigger:event:NAME are streams. Any other subject can be both: its "
                    + "entries are printed if it has any, else its events, unless --as says which."
        })
final class GetCommand extends StoreCommand {

    @Parameters(index = "0", paramLabel = "SUBJECT", description = "What to look into.")
    private String subject;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The id of one entry, or of one event.")
    private String id;

    @Option(names = "--as", paramLabel = "KIND", description = "index or stream, for a subject that can be both.")
    private SubjectKind as;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many; ${DEFAULT-VALUE} unless given.")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "PLACE",
            description = "Where the page before ended, as it was printed there.")
    private String after;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "Only entries with this value: JSON, or else text. Dots separate the keys of a path; null "
                    + "stands for an absent field. May be given several times.")
    private Map<String, String> filters = new LinkedHashMap<>();

    @Override
    int run(NventStore store) {
        return switch (kind()) {
            case INDEX -> entries(store) ? ExitCode.OK : notThere("entry");
            case STREAM -> events(store) ? ExitCode.OK : notThere("event");
            case EITHER ->
                entries(store) || filters.isEmpty() && events(store) ? ExitCode.OK : notThere("entry or event");
        };
    }

    private SubjectKind kind() {
        SubjectKind kind = SubjectKind.of(subject, options().namespace().prefix());
        if (as != null && as != SubjectKind.EITHER && kind == SubjectKind.EITHER) {
            return as;
        }
        if (as != null && as != kind) {
            throw Refusal.usage("--as: the subject is of another kind");
        }
        if (kind == SubjectKind.STREAM && !filters.isEmpty()) {
            throw Refusal.usage("--where is for entries of an index, and the subject is a stream");
        }
        return kind;
    }

    /** Returns whether there were any. */
    private boolean entries(NventStore store) {
        var index = store.index(subject);
        if (id != null) {
            var entry = index.get(id);
            entry.ifPresent(found -> Entries.print(output(), found));
            return entry.isPresent();
        }
        IndexQuery<org.jooq.Record> query = IndexQuery.all().withLimit(limit).withFilter(filter());
        if (after != null) {
            if (!after.matches("-?\\d{1,18},.+")) {
                throw Refusal.usage("--after for entries is SCORE,ID");
            }
            String[] place = after.split(",", 2);
            query = query.withAfter(new IndexCursor(Long.parseLong(place[0]), place[1]));
        }
        var page = index.read(query);
        if (page.entries().isEmpty()) {
            return false;
        }
        String next =
                page.next().map(cursor -> cursor.score() + "," + cursor.id()).orElse(null);
        print(
                "entries",
                Entries.listing(page.entries()),
                page.entries().stream().map(Entries::json).toList(),
                next);
        return true;
    }

    private boolean events(NventStore store) {
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
        String next = page.hasMore() ? String.valueOf(page.events().getLast().id()) : null;
        print(
                "events",
                Events.listing(page.events()),
                page.events().stream().map(Events::json).toList(),
                next);
        return true;
    }

    private void print(String key, Listing listing, Object json, String next) {
        if (output().isJson()) {
            var page = new LinkedHashMap<String, Object>();
            page.put(key, json);
            page.put("next", next);
            output().print(page);
            return;
        }
        output().print(listing);
        if (next != null) {
            output().note("There are more: --after '" + next + "'");
        }
    }

    private int notThere(String what) {
        output().note("nvent: there is no such " + what + " in '" + subject + "'");
        if (output().isJson() && id == null) {
            output().print(new Listing(
                    kind() == SubjectKind.STREAM ? "events" : "entries",
                    "",
                    "",
                    java.util.List.of(),
                    java.util.List.of()));
        }
        return ExitCode.FAILED;
    }

    private Map<String, Object> filter() {
        var filter = new HashMap<String, Object>();
        filters.forEach((field, value) -> filter.put(field, JsonArgument.orText(value)));
        return filter;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.usage("the id of an event is a number");
        }
    }
}
