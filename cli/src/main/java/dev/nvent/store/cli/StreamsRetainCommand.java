package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.STREAM;

import dev.nvent.store.NventStore;
import dev.nvent.store.jooq.Routines;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.time.Duration;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deletes the old events of one type. */
@Command(
        name = "retain",
        description = {
            "Delete the events of a generic type that are older than a given age, measured by the database clock.",
            "Deletes in batches, each in its own transaction; safe to interrupt and to run again."
        })
final class StreamsRetainCommand extends StreamTypeCommand {

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "AGE",
            description = "Minimum age of the events to delete, for example 45s, 90m, 12h or 30d.")
    private Duration age;

    @Option(names = "--dry-run", description = "Only count the events.")
    private boolean dryRun;

    @Override
    int run(NventStore store, StreamType type) {
        String name = type.subjectType();
        long old;
        try (Progress progress = progress("Counting", Progress.UNKNOWN_TOTAL)) {
            old = count(store, name);
            progress.stepTo(old);
        }
        if (dryRun || old == 0) {
            return report(name, old, 0);
        }
        confirmation().require("Delete " + Formats.count(old, "event") + " of type " + name + " in " + location(store));
        long deleted;
        try (Progress progress = progress("Deleting", old)) {
            deleted = store.streamTypes().deleteOlderThan(name, age, progress::stepTo);
        }
        return report(name, old, deleted);
    }

    private long count(NventStore store, String type) {
        return store.reports()
                .dsl()
                .selectCount()
                .from(STREAM)
                .where(STREAM.SUBJECT_TYPE.eq(type))
                .and(STREAM.TS.lt(Routines.nventClockMillis().minus(age.toMillis())))
                .fetchSingle()
                .value1();
    }

    private int report(String type, long old, long deleted) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("type", type);
        figures.put("old", old);
        figures.put("deleted", deleted);
        output().print(
                        dryRun
                                ? Formats.count(old, "event") + " would be deleted."
                                : Formats.count(deleted, "event") + " deleted.",
                        figures);
        return ExitCode.OK;
    }
}
