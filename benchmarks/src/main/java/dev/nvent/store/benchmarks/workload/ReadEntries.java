package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads 50 runs with 2 KB documents, compared with the same statement in bare JDBC. */
final class ReadEntries implements Workload {

    private static final int ENTRIES = 50;

    /** Sets the values of a statement. */
    private interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private final String name;
    private final Function<SortedIndex<FlowRunsRecord>, Collection<IndexEntry<FlowRunsRecord>>> read;
    private final Values values;

    private ReadEntries(
            String name,
            Function<SortedIndex<FlowRunsRecord>, Collection<IndexEntry<FlowRunsRecord>>> read,
            Values values) {
        this.name = name;
        this.read = read;
        this.values = values;
    }

    /** The first page. */
    static ReadEntries page() {
        IndexQuery<org.jooq.Record> query = IndexQuery.all().withLimit(ENTRIES);
        return new ReadEntries(
                "first page of 50 runs",
                runs -> runs.read(query).entries(),
                statement -> statement.setString(1, "bench"));
    }

    /** Random entries by their ids. */
    static ReadEntries byIds() {
        return new ReadEntries("get of 50 ids", runs -> runs.getAll(ids()).values(), statement -> {
            statement.setArray(1, statement.getConnection().createArrayOf("text", ids().toArray()));
            statement.setString(2, "bench");
        });
    }

    private static List<String> ids() {
        return Stream.generate(Dataset::randomId).limit(ENTRIES).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.RUNS);
    }

    @Override
    public List<Load> loads() {
        return List.of(Load.EIGHT_PLATFORM_THREADS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(Variant.of(Variant.STORE, this::store), Variant.of(Variant.JDBC, this::jdbc));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.latency(Variant.STORE, Variant.JDBC, 1 / 0.9),
                Target.throughput(Load.EIGHT_PLATFORM_THREADS, Variant.STORE, Variant.JDBC, 0.9));
    }

    private Operation store(BenchDatabase database) {
        var runs = database.store().flowRuns("bench");
        return () -> read.apply(runs);
    }

    private Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(store -> read.apply(store.flowRuns("bench")));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetchAll(sql, values::bind, RunRow::read);
    }
}
