package dev.nvent.store.index;

import java.util.Map;

/**
 * What became of an entry in a transition.
 *
 * @param asExpected whether it was as expected; null where it was not there
 * @param versionBefore its version before; null where it was not there
 * @param version its version now; null where nothing was changed
 * @param counts what the columns of its counters hold now, by their names
 */
public record EntryOutcome(Boolean asExpected, Integer versionBefore, Integer version, Map<String, Integer> counts) {}
