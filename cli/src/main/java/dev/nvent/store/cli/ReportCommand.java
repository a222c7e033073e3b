package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reports on what happened and what it takes. */
@Command(
        name = "report",
        description = {
            "Report on runs, slow steps, failures, sizes and unused indexes.",
            "",
            "The runs of each flow by their state, the slowest steps, the failures of steps, the sizes of tables and "
                    + "indexes, and the indexes that nobody uses.",
            "",
            "A step's time is that from its last step.started to its step.completed. Counts of rows in tables are "
                    + "estimates by PostgreSQL's statistics."
        })
final class ReportCommand extends StoreCommand {

    @Option(
            names = "--since",
            paramLabel = "AGE",
            defaultValue = "30d",
            converter = Age.class,
            description = "Only runs and events that are not older; ${DEFAULT-VALUE} unless given.")
    private Duration since;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the slowest steps, failures and largest indexes; ${DEFAULT-VALUE} unless given.")
    private int top;

    @Override
    int run(NventStore store) {
        if (since.isNegative() || top < 1) {
            throw Refusal.usage("--since must not be negative, and --top must be at least 1");
        }
        DSLContext dsl = store.reports().dsl();
        var flows = new FlowReport(dsl, since, top);
        var tables = new TableReport(dsl, options().namespace(), top);
        List<Supplier<Listing>> parts = List.of(
                flows::runs,
                flows::slowestSteps,
                flows::failures,
                tables::tables,
                tables::indexes,
                tables::unusedIndexes);
        var listings = new ArrayList<Listing>();
        try (Progress progress = progress("Reporting", parts.size())) {
            for (Supplier<Listing> part : parts) {
                listings.add(part.get());
                progress.stepTo(listings.size());
            }
        }
        output().print(listings.toArray(Listing[]::new));
        return ExitCode.OK;
    }
}
