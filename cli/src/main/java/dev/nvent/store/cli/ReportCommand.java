package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reports on runs, steps, table sizes and indexes. */
@Command(
        name = "report",
        description = {
            "Report runs, slow steps, failures, sizes and unused indexes.",
            "",
            "Lists the runs of each flow by state, the slowest steps, step failures, the sizes of tables and indexes, "
                    + "and the indexes that no query uses.",
            "",
            "The duration of a step is measured from its last step.started event to its step.completed event. Row "
                    + "counts of tables are estimates from PostgreSQL's statistics."
        })
final class ReportCommand extends StoreCommand {

    @Option(
            names = "--since",
            paramLabel = "AGE",
            defaultValue = "30d",
            description = "Maximum age of the runs and events. Default: ${DEFAULT-VALUE}.")
    private Duration since;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "Maximum number of slowest steps, failures and largest indexes. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Override
    int run(NventStore store) {
        if (since.isNegative() || top < 1) {
            throw CliException.usage("--since must not be negative, and --top must be at least 1");
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
