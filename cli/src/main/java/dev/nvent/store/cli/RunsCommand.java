package dev.nvent.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.index.Run;
import dev.nvent.store.index.RunCursor;
import dev.nvent.store.index.RunPage;
import dev.nvent.store.index.RunQuery;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the runs of all flows, or counts them. */
@Command(
        name = "runs",
        description = {
            "List the runs of all flows, the newest first, or count them.",
            "",
            "Without options: the newest runs, whatever their status."
        })
final class RunsCommand extends StoreCommand {

    @Option(names = "--flow", paramLabel = "NAME", description = "Only runs of this flow. May be given several times.")
    private List<String> flows = List.of();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only runs with this status. May be given several times.")
    private List<String> statuses = List.of();

    @Option(names = "--waiting", description = "Only runs with a step that waits for something.")
    private boolean isWaiting;

    @Option(
            names = "--younger-than",
            paramLabel = "AGE",
            description = "Only runs that started less than this time ago: 45s, 90m, 12h, 30d.")
    private Duration youngerThan;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "Only runs that started this time ago or earlier.")
    private Duration olderThan;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "Only runs whose field has this value, as in 'nvent get'. May be given several times.")
    private Map<String, String> filters = new LinkedHashMap<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Maximum number of runs. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "Continue after this cursor, as printed with the previous page.")
    private String after;

    @ArgGroup
    private Count count = new Count();

    private static final class Count {

        @Option(names = "--count", description = "Print the number of runs instead.")
        private boolean isExact;

        @Option(
                names = "--estimate",
                description = "Print an estimate of the number of runs, from the statistics of the database.")
        private boolean isEstimate;
    }

    @Override
    int run(NventStore store) {
        if (count.isExact || count.isEstimate) {
            var listing = Listing.of(
                    "count", "Runs", "", new Column("runs", "RUNS", count.isExact ? Format.COUNT : Format.ESTIMATE));
            output().print(listing.row(
                    count.isExact ? store.runs().count(query()) : store.runs().estimate(query())));
            return ExitCode.OK;
        }
        RunPage page = store.runs().read(query());
        Listing listing = listing(page.runs());
        output().printPage("runs", listing.json(), listing.lines(), page.next().map(RunsCommand::text));
        return ExitCode.OK;
    }

    private static Listing listing(List<Run> runs) {
        var listing = Listing.of(
                "runs",
                "Runs",
                "No runs.",
                new Column("startedAt", "STARTED", Format.TIME),
                new Column("flow", "FLOW", Format.TEXT),
                new Column("run", "RUN", Format.TEXT),
                new Column("status", "STATUS", Format.TEXT),
                new Column("steps", "STEPS", Format.TEXT),
                new Column("completedAt", "COMPLETED", Format.TIME));
        for (Run run : runs) {
            var entry = run.entry();
            listing.row(
                    entry.get(FlowRunFields.STARTED_AT),
                    run.flowName(),
                    run.id(),
                    entry.get(FlowRunFields.STATUS),
                    entry.get(FlowRunFields.COMPLETED_STEPS) + "/" + entry.get(FlowRunFields.STEP_COUNT),
                    entry.get(FlowRunFields.COMPLETED_AT));
        }
        return listing;
    }

    private RunQuery query() {
        RunQuery query = RunQuery.all().ofFlows(flows.toArray(String[]::new)).withLimit(limit);
        if (!statuses.isEmpty()) {
            query = query.withStatus(statuses.toArray(String[]::new));
        }
        if (isWaiting) {
            query = query.waiting();
        }
        if (youngerThan != null) {
            query = query.startedFrom(Instant.now().minus(youngerThan));
        }
        if (olderThan != null) {
            query = query.startedBefore(Instant.now().minus(olderThan));
        }
        if (after != null) {
            query = query.withAfter(cursor(after));
        }
        return query.withFilter(JsonText.filter(filters));
    }

    /** The run is encoded, so that the first comma behind it ends it; the flow is the rest. */
    private static String text(RunCursor cursor) {
        return cursor.startedAt() + "," + URLEncoder.encode(cursor.runId(), UTF_8) + "," + cursor.flowName();
    }

    private static RunCursor cursor(String text) {
        String[] parts = text.split(",", 3);
        if (parts.length < 3 || !parts[0].matches("-?\\d{1,19}")) {
            throw CliException.usage("--after must be the cursor of a page, TIME,RUN,FLOW");
        }
        try {
            return new RunCursor(Long.parseLong(parts[0]), URLDecoder.decode(parts[1], UTF_8), parts[2]);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--after must be the cursor of a page, unchanged");
        }
    }
}
