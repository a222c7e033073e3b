package dev.nvent.store.transition;

import dev.nvent.store.subject.IndexSubject;

/**
 * Identifies an entry.
 *
 * @param subject the index
 * @param id the entry
 */
public record EntryRef(IndexSubject<?> subject, String id) {}
