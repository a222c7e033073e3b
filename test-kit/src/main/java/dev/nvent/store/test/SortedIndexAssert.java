package dev.nvent.store.test;

import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Assertions of the entries of an index. */
public final class SortedIndexAssert extends AbstractAssert<SortedIndexAssert, @Nullable SortedIndex<?>> {

    SortedIndexAssert(@Nullable SortedIndex<?> actual) {
        super(actual, SortedIndexAssert.class);
    }

    /** There is no entry. */
    public SortedIndexAssert isEmpty() {
        return hasIds();
    }

    /** The first page, by default 100 entries, consists of exactly these entries, the highest score first. */
    public SortedIndexAssert hasIds(String... expected) {
        isNotNull();
        List<String> ids = actual.read().entries().stream().map(IndexEntry::id).toList();
        Assertions.assertThat(ids).as("ids of the entries").containsExactly(expected);
        return this;
    }

    /** There is no such entry. */
    public SortedIndexAssert hasNoEntry(String id) {
        isNotNull();
        Assertions.assertThat(actual.get(id).isPresent())
                .as("entry '" + id + "' exists")
                .isFalse();
        return this;
    }

    /** Assertions of an entry, which must exist. */
    public IndexEntryAssert entry(String id) {
        isNotNull();
        var entry = actual.get(id);
        Assertions.assertThat(entry.isPresent()).as("entry '" + id + "' exists").isTrue();
        return new IndexEntryAssert(entry.orElseThrow()).as("entry '" + id + "'");
    }
}
