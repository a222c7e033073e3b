package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Splits a stream type by time. */
@Command(
        name = "split",
        description = {
            "Split a generic stream type by time, so that a sweep drops tables instead of deleting events.",
            "",
            "The existing events become the first part; nothing is copied. Their table is read once, while others append "
                    + "and read; with the first split, those of all generic types are. Then the tables are locked for some "
                    + "milliseconds. If the type is split already, its period changes.",
            "Must be run by the owner of the tables. See docs/retention.md; 'nvent streams join' undoes it."
        })
final class StreamsSplitCommand extends StreamTypeCommand {

    @Option(
            names = "--by",
            required = true,
            paramLabel = "PERIOD",
            description = "When a new part begins: day, week, month or year.")
    private SplitPeriod period;

    @Option(names = "--plan", description = "Only print what would be done.")
    private boolean plan;

    @Override
    int run(NventStore store, StreamType type) {
        String name = type.subjectType();
        List<TableInfo> tables = TableInfo.list(store.reports().dsl(), options().namespace());
        boolean isFirst = store.streamTypes().list().stream()
                .allMatch(known -> known.splitBy().isEmpty());
        long bytes = (isFirst
                        ? store.streamTypes().list().stream().flatMap(known -> TableInfo.of(known, tables).stream())
                        : TableInfo.of(type, tables).stream())
                .mapToLong(TableInfo::bytes)
                .sum();
        String by = period.name().toLowerCase(Locale.ROOT);
        String what = type.splitBy().isPresent()
                ? "Change the period of " + name + " to " + by
                : "Split " + name + " (table " + type.tableName() + ") by " + by + ": read "
                        + (isFirst ? "the tables of all generic types" : "its table") + " once ("
                        + Formats.bytes(bytes) + "), then lock "
                        + (isFirst ? "them" : "the table stream and it") + " for some milliseconds";
        if (!plan) {
            confirmation().require(what + " in " + location(store));
            store.streamTypes().split(name, period);
        }
        var figures = new LinkedHashMap<String, Object>();
        figures.put("type", name);
        figures.put("splitBy", by);
        figures.put("executed", !plan);
        output().print(plan ? what + "." : "Split " + Formats.escape(name) + " by " + by + ".", figures);
        return ExitCode.OK;
    }
}
