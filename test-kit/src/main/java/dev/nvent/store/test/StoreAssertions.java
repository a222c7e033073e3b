package dev.nvent.store.test;

import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventStream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Entry point of the assertions of a store. It inherits those of AssertJ, so that one static import serves both. */
public class StoreAssertions extends Assertions {

    /** Only for subclasses. */
    protected StoreAssertions() {}

    /** Assertions of the events of a stream. They are read at this moment. */
    public static EventStreamAssert assertThat(@Nullable EventStream actual) {
        return new EventStreamAssert(actual);
    }

    /** Assertions of one event. */
    public static EventAssert assertThat(@Nullable Event actual) {
        return new EventAssert(actual);
    }

    /** Assertions of the entries of an index. */
    public static SortedIndexAssert assertThat(@Nullable SortedIndex<?> actual) {
        return new SortedIndexAssert(actual);
    }

    /** Assertions of one entry. */
    public static IndexEntryAssert assertThat(@Nullable IndexEntry<?> actual) {
        return new IndexEntryAssert(actual);
    }

    /** Assertions of keys and their values. */
    public static KeyValueStoreAssert assertThat(@Nullable KeyValueStore actual) {
        return new KeyValueStoreAssert(actual);
    }
}
