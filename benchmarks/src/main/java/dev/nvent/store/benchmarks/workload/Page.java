package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Side;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import java.util.List;
import java.util.function.Function;
import org.jooq.Record;

/** Fifty entries of half a million, by cursor: those after the first 500,000 beside those after the first 50. */
final class Page implements Workload {

    private static final String TEN_THOUSANDTH = "page 10,000";
    private static final String SECOND = "page 2";
    private static final String FIRST = "page 1";
    private static final int SIZE = 50;
    private static final int ENTRIES = 500_100;

    private final String name;
    private final Function<BenchDatabase, SortedIndex<?>> index;

    private Page(String name, Function<BenchDatabase, SortedIndex<?>> index) {
        this.name = name;
        this.index = index;
    }

    static Page ofRuns() {
        return new Page("page of 50 runs", database -> database.store().flowRuns("pages"));
    }

    static Page ofGenericEntries() {
        return new Page("page of 50 entries", database -> database.store().index("bench:pages"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.PAGES);
    }

    @Override
    public List<Side> sides() {
        return List.of(
                Side.of(TEN_THOUSANDTH, database -> after(database, 9_999 * SIZE)),
                Side.of(SECOND, database -> after(database, SIZE)),
                Side.of(FIRST, this::first));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(TEN_THOUSANDTH, FIRST, 1.3), Target.information(TEN_THOUSANDTH, SECOND));
    }

    private Operation first(BenchDatabase database) {
        SortedIndex<?> entries = index.apply(database);
        return () -> page(entries, IndexQuery.all().withLimit(SIZE));
    }

    /** The rows were loaded with scores that rise by one. */
    private Operation after(BenchDatabase database, int seen) {
        SortedIndex<?> entries = index.apply(database);
        int last = ENTRIES + 1 - seen;
        IndexCursor cursor = new IndexCursor(1_000_000 + last, "id-" + last);
        return () -> page(entries, IndexQuery.all().withAfter(cursor).withLimit(SIZE));
    }

    private static <R extends Record> Object page(SortedIndex<R> entries, IndexQuery<Record> query) {
        var page = entries.read(query);
        if (page.entries().size() != SIZE || !page.hasMore()) {
            throw new IllegalStateException("a page of " + page.entries().size());
        }
        return page;
    }
}
