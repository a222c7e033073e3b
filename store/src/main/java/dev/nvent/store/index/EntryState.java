package dev.nvent.store.index;

import java.util.Map;

/**
 * What a transition made of an entry.
 *
 * @param version its version now
 * @param counts what the columns of its counters hold now, by their names
 */
public record EntryState(int version, Map<String, Integer> counts) {}
