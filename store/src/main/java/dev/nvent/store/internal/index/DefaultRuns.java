package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.Operation;
import dev.nvent.store.index.Run;
import dev.nvent.store.index.RunPage;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.index.Runs;
import dev.nvent.store.internal.index.RunStatements.RunRow;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Statement;
import java.util.List;
import java.util.function.Function;

/** Validates the arguments, and sends statements on the runs of all flows. */
public record DefaultRuns(Database database, Indexes indexes) implements Runs {

    @Override
    public RunPage read(RunQuery query) {
        List<Run> found = send("runs.read", query, indexes.runs()::read).stream()
                .map(this::run)
                .toList();
        int limit = query.conditions().limit();
        return found.size() > limit ? new RunPage(found.subList(0, limit), true) : new RunPage(found, false);
    }

    @Override
    public long count(RunQuery query) {
        return send("runs.count", query, indexes.runs()::count);
    }

    @Override
    public long estimate(RunQuery query) {
        return send("runs.estimate", query, indexes.runs()::estimate);
    }

    private <T> T send(String operation, RunQuery query, Function<RunQuery, Statement<?, T>> statement) {
        Operation call = Operation.of(operation);
        return database.read(call, validate(call, () -> statement.apply(required(query, "query"))));
    }

    private Run run(RunRow found) {
        return new Run(found.flowName(), new DefaultIndexEntry<>(indexes.runsOf(found.flowName()), found.row()));
    }
}
