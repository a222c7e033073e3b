package dev.nvent.store.it;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.it.Customers.CustomersRecord;
import dev.nvent.store.subject.IndexSubject.OwnIndex;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A new index of {@link TypedCustomers}. */
abstract class ColumnTypesFixture {

    static final Instant A_TIME = Instant.parse("2026-02-03T04:05:06.789012Z");
    static final UUID AN_ID = UUID.fromString("0188a5eb-54c4-7d0f-8a5e-1b1b1b1b1b1b");

    final NventStore store;
    final String key = UUID.randomUUID().toString();
    final OwnIndex<CustomersRecord> subject = TypedCustomers.INDEX.index(key);
    final SortedIndex<CustomersRecord> index;

    ColumnTypesFixture(TestStore store) {
        this.store = store.store();
        this.index = this.store.index(subject);
    }

    final List<String> ids(IndexQuery<? super CustomersRecord> query) {
        return index.read(query).entries().stream().map(IndexEntry::id).toList();
    }
}
