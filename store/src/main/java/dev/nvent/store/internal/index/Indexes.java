package dev.nvent.store.internal.index;

import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Record;

/** The indexes of a store, each with the statements of its table. Thread-safe. */
public final class Indexes {

    private final Catalog catalog;
    private final JsonConverter json;
    private final Map<IndexTable<?>, IndexStatements<?>> statements = new IdentityHashMap<>();
    private final RunStatements runs;

    /** The indexes in the tables of a catalog. */
    public Indexes(Catalog catalog, JsonConverter json) {
        this.catalog = catalog;
        this.json = json;
        catalog.indexTables().forEach(table -> statements.put(table, IndexStatements.on(table)));
        this.runs = new RunStatements(catalog.flowRuns());
    }

    /** Every table of indexes. */
    List<IndexTable<?>> tables() {
        return catalog.indexTables();
    }

    /** The statements on the runs of all flows. */
    RunStatements runs() {
        return runs;
    }

    /** The runs of a flow, by whatever name the table has. */
    TableIndex<FlowRunsRecord> runsOf(String flowName) {
        IndexTable<FlowRunsRecord> table = catalog.flowRuns();
        return new TableIndex<>(table, Optional.of(flowName), on(table), json);
    }

    /** The index of a subject. */
    public <R extends Record> TableIndex<R> of(IndexSubject<R> subject) {
        IndexTable<R> table = catalog.table(subject);
        return new TableIndex<>(table, catalog.indexKey(subject), on(table), json);
    }

    @SuppressWarnings("unchecked") // The statements under a table have its record.
    private <R extends Record> IndexStatements<R> on(IndexTable<R> table) {
        return (IndexStatements<R>) Objects.requireNonNull(statements.get(table));
    }
}
