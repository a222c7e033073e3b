package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import java.util.List;
import java.util.function.Function;
import org.jooq.Record;

/** Reads pages of 50 entries with a cursor: the last pages of an index must be as fast as the first. */
final class Page implements Workload {

    private static final String PAGE_10_000 = "page 10,000";
    private static final String PAGE_2 = "page 2";
    private static final String PAGE_1 = "page 1";
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
    public List<Variant> variants() {
        return List.of(
                Variant.of(PAGE_10_000, database -> after(database, 9_999 * SIZE)),
                Variant.of(PAGE_2, database -> after(database, SIZE)),
                Variant.of(PAGE_1, this::first));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(PAGE_10_000, PAGE_1, 1.3), Target.comparison(PAGE_10_000, PAGE_2));
    }

    private Operation first(BenchDatabase database) {
        SortedIndex<?> entries = index.apply(database);
        return () -> page(entries, IndexQuery.all().withLimit(SIZE));
    }

    /** Returns the page after a number of entries. The scores of the loaded rows increase by one. */
    private Operation after(BenchDatabase database, int skipped) {
        SortedIndex<?> entries = index.apply(database);
        int last = ENTRIES + 1 - skipped;
        IndexCursor cursor = new IndexCursor(1_000_000 + last, "id-" + last);
        return () -> page(entries, IndexQuery.all().withAfter(cursor).withLimit(SIZE));
    }

    private static <R extends Record> Object page(SortedIndex<R> entries, IndexQuery<Record> query) {
        var page = entries.read(query);
        if (page.entries().size() != SIZE || !page.hasMore()) {
            throw new IllegalStateException("expected a full page with a successor, got "
                    + page.entries().size() + " entries");
        }
        return page;
    }
}
