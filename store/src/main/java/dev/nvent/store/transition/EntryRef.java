package dev.nvent.store.transition;

import dev.nvent.store.subject.IndexSubject;
import java.util.Comparator;

/**
 * Which entry of which index.
 *
 * @param subject the index
 * @param id the entry
 */
public record EntryRef(IndexSubject<?> subject, String id) {

    /** The order in which every transition locks entries. */
    static final Comparator<EntryRef> IN_LOCK_ORDER = Comparator.<EntryRef, String>comparing(
                    entry -> entry.subject().table().table().getName())
            .thenComparing(entry -> entry.subject().scope().orElse(""))
            .thenComparing(EntryRef::id);
}
