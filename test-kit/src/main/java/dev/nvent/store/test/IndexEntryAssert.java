package dev.nvent.store.test;

import dev.nvent.store.index.IndexEntry;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Assertions of one entry of an index. */
public final class IndexEntryAssert extends AbstractAssert<IndexEntryAssert, @Nullable IndexEntry<?>> {

    IndexEntryAssert(@Nullable IndexEntry<?> actual) {
        super(actual, IndexEntryAssert.class);
    }

    /** It has this score. */
    public IndexEntryAssert hasScore(long expected) {
        isNotNull();
        Assertions.assertThat(actual.score()).as(part("score")).isEqualTo(expected);
        return this;
    }

    /** It has this version. */
    public IndexEntryAssert hasVersion(int expected) {
        isNotNull();
        Assertions.assertThat(actual.version()).as(part("version")).isEqualTo(expected);
        return this;
    }

    /** Its metadata contains these entries, and perhaps more. */
    public IndexEntryAssert hasMetadata(Map<String, ?> expected) {
        isNotNull();
        Assertions.assertThat(actual.metadata()).as(part("metadata")).containsAllEntriesOf(expected);
        return this;
    }

    /** A field of its metadata has this value. */
    public IndexEntryAssert hasMetadata(String field, @Nullable Object expected) {
        isNotNull();
        Assertions.assertThat(actual.metadata()).as(part("metadata")).containsEntry(field, expected);
        return this;
    }

    private String part(String name) {
        String description = info.descriptionText();
        return description.isEmpty() ? name : name + " of " + description;
    }
}
