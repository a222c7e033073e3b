package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.STREAM;

import dev.nvent.store.NventStore;
import dev.nvent.store.jooq.Routines;
import java.time.Duration;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes the old events of one type. */
@Command(
        name = "retain",
        description = {
            "Delete the events of a generic type that are older than an age, by the database's clock.",
            "In batches, each committed by itself: it can be interrupted, and run again, at any time."
        })
final class StreamsRetainCommand extends StoreCommand {

    @Parameters(paramLabel = "TYPE", description = "As 'nvent streams' lists it: shop:order.")
    private String type;

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "AGE",
            converter = Age.class,
            description = "45s, 90m, 12h, 30d.")
    private Duration age;

    @Option(names = "--dry-run", description = "Only count them.")
    private boolean dryRun;

    @Mixin
    private Confirmation confirmation;

    @Override
    int run(NventStore store) {
        StreamType.find(store, type);
        long old;
        try (Progress counting = progress("Counting", Progress.UNKNOWN)) {
            old = count(store);
            counting.stepTo(old);
        }
        if (dryRun) {
            return report(old, 0, "would be deleted");
        }
        if (old == 0) {
            return report(0, 0, "deleted");
        }
        confirmation.ask("Delete " + Shown.count(old) + " events of type " + type + " in " + place(store));
        long deleted;
        try (Progress progress = progress("Deleting", old)) {
            deleted = store.streamTables().deleteOlderThan(type, age, progress::stepTo);
        }
        return report(old, deleted, "deleted");
    }

    private long count(NventStore store) {
        return store.reports()
                .dsl()
                .selectCount()
                .from(STREAM)
                .where(STREAM.SUBJECT_TYPE.eq(type))
                .and(STREAM.TS.lt(Routines.nventClockMillis().minus(age.toMillis())))
                .fetchSingle()
                .value1();
    }

    private int report(long old, long deleted, String what) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("type", type);
        figures.put("old", old);
        figures.put("deleted", deleted);
        output().print(Shown.count(dryRun ? old : deleted) + " events " + what + ".", figures);
        return ExitCode.OK;
    }
}
