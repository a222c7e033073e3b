package dev.nvent.store.it;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.util.List;
import java.util.UUID;
import org.jooq.impl.DSL;

/** The runs of one new flow, in a store with fields in own columns and in one without. */
abstract class OwnColumnsFixture {

    final TestStore unawareStore;
    final NventStore store;
    final String flow = UUID.randomUUID().toString();
    final FlowRuns subject = new FlowRuns(flow);
    final SortedIndex<FlowRunsRecord> runs;
    final SortedIndex<FlowRunsRecord> unaware;

    OwnColumnsFixture(OwnColumns columns) {
        this.unawareStore = columns.unaware();
        this.store = columns.store();
        this.runs = store.index(subject);
        this.unaware = unawareStore.store().index(subject);
    }

    /** The value of a column of the entry {@code a}, as text. */
    final String column(String name) {
        return unawareStore
                .store()
                .reports()
                .dsl()
                .select(DSL.field(DSL.name(name)).cast(String.class))
                .from(FLOW_RUNS)
                .where(FLOW_RUNS.FLOW_NAME.eq(flow))
                .fetchOne(0, String.class);
    }

    final IndexEntry<FlowRunsRecord> entry() {
        return runs.get("a").orElseThrow();
    }

    final List<String> ids(IndexQuery<? super FlowRunsRecord> query) {
        return runs.read(query).entries().stream().map(IndexEntry::id).toList();
    }
}
