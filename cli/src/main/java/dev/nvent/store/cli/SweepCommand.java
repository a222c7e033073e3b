package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.cli.Listing.Column;
import dev.nvent.store.cli.Listing.Format;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.retention.SweepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Deletes what has become old. */
@Command(
        name = "sweep",
        description = {
            "Delete runs, events, jobs, parked events and keys that have become old; intended for a scheduled job.",
            "",
            "Ages are measured by the database clock. Deletes in short transactions, with pauses in between; safe to "
                    + "interrupt and to run again. Runs that are running or awaiting are never deleted."
        })
final class SweepCommand extends StoreCommand {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Confirmation confirmation;

    @Option(
            names = "--runs",
            paramLabel = "AGE",
            description = "Delete runs that ended longer ago than this, with their events.")
    private Duration runs;

    @Option(
            names = "--flow-runs",
            paramLabel = "FLOW=AGE",
            description =
                    "The same for the runs of one flow, which --runs then leaves out. May be given several times.")
    private Map<String, Duration> flowRuns = Map.of();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only runs with this status. May be given several times. Default: any that has ended.")
    private List<String> statuses = List.of();

    @Option(
            names = "--trigger-events",
            paramLabel = "AGE",
            description = "Delete events of triggers that are older than this.")
    private Duration triggerEvents;

    @Option(
            names = "--stream",
            paramLabel = "TYPE=AGE",
            description =
                    "Delete events of a generic type that are older than this: shop:order=30d. May be given several times.")
    private Map<String, Duration> streams = Map.of();

    @Option(
            names = "--completed-jobs",
            paramLabel = "AGE",
            description = "Delete scheduler jobs that are completed and ran longer ago than this.")
    private Duration completedJobs;

    @Option(
            names = "--parked-events",
            paramLabel = "AGE",
            converter = DurationConverter.class,
            description = "Give up parked events of subscriptions that failed longer ago than this. The events stay.")
    private Duration parkedEvents;

    @Option(names = "--expired-keys", description = "Delete keys that have expired.")
    private boolean expiredKeys;

    @Option(names = "--unseen", description = "Delete events that a subscription has not handled yet, too.")
    private boolean unseen;

    @Option(names = "--dry-run", description = "Only count what would be deleted.")
    private boolean dryRun;

    @Option(
            names = "--time-limit",
            paramLabel = "DURATION",
            description = "Stop after this time. The next sweep continues.")
    private Duration timeLimit;

    @Option(
            names = "--max-replication-lag",
            paramLabel = "DURATION",
            description = "Wait while a standby is further behind than this.")
    private Duration maxReplicationLag;

    @Override
    int run(NventStore store) {
        List<RetentionRule> rules = rules();
        if (rules.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing to delete: give --runs, --flow-runs, --trigger-events, --stream, --completed-jobs, "
                            + "--parked-events or --expired-keys");
        }
        if (dryRun) {
            return print(store.retention().count(rules, options(SweepOptions.DEFAULT)), "WOULD DELETE");
        }
        confirmation.require("Delete what is older than the given ages in " + location(store));
        try (Progress progress = progress("Deleting", Progress.UNKNOWN_TOTAL)) {
            SweepOptions options = options(
                    SweepOptions.DEFAULT.withProgress(soFar -> progress.stepTo(soFar.entries() + soFar.events())));
            return print(store.retention().sweep(rules, options), "DELETED");
        }
    }

    private SweepOptions options(SweepOptions options) {
        SweepOptions given = unseen ? options.withUnseenEvents() : options;
        given = timeLimit == null ? given : given.withTimeLimit(timeLimit);
        return maxReplicationLag == null ? given : given.withMaxReplicationLag(maxReplicationLag);
    }

    /** An option of a map that is repeated for a key would replace the former value. */
    private void checkOnce(String option, Map<String, Duration> ages) {
        OptionSpec given = spec.commandLine().getParseResult().matchedOption(option);
        if (given != null && given.originalStringValues().size() > ages.size()) {
            throw new ParameterException(spec.commandLine(), option + " is given twice for the same name");
        }
    }

    private List<RetentionRule> rules() {
        checkOnce("--flow-runs", flowRuns);
        checkOnce("--stream", streams);
        if (!statuses.isEmpty() && runs == null && flowRuns.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--status needs --runs or --flow-runs");
        }
        var rules = new ArrayList<RetentionRule>();
        String[] ended = statuses.toArray(String[]::new);
        flowRuns.forEach(
                (flow, age) -> rules.add(RetentionRule.runs(age).ofFlow(flow).withStatus(ended)));
        if (runs != null) {
            rules.add(RetentionRule.runs(runs).withStatus(ended));
        }
        if (triggerEvents != null) {
            rules.add(RetentionRule.triggerEvents(triggerEvents));
        }
        streams.forEach((type, age) -> rules.add(RetentionRule.streamEvents(type, age)));
        if (completedJobs != null) {
            rules.add(RetentionRule.completedJobs(completedJobs));
        }
        if (parkedEvents != null) {
            rules.add(RetentionRule.parkedEvents(parkedEvents));
        }
        if (expiredKeys) {
            rules.add(RetentionRule.expiredKeys());
        }
        return rules;
    }

    private int print(List<SweepResult> results, String verb) {
        var listing = Listing.of(
                "rules",
                "Rules",
                "No rules.",
                new Column("rule", "RULE", Format.TEXT),
                new Column("entries", verb, Format.COUNT),
                new Column("events", "EVENTS", Format.COUNT),
                new Column("complete", "COMPLETE", Format.TEXT));
        results.forEach(
                result -> listing.row(name(result.rule()), result.entries(), result.events(), result.isComplete()));
        output().print(listing);
        return ExitCode.OK;
    }

    private static String name(RetentionRule rule) {
        return switch (rule) {
            case RetentionRule.Runs of ->
                "runs" + of.flowName().map(flow -> " of " + flow).orElse("");
            case RetentionRule.TriggerEvents of -> "trigger events";
            case RetentionRule.StreamEvents of -> "events of " + of.subjectType();
            case RetentionRule.CompletedJobs of -> "completed jobs";
            case RetentionRule.ParkedEvents of -> "parked events";
            case RetentionRule.ExpiredKeys of -> "expired keys";
        };
    }
}
