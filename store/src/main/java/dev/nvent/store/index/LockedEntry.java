package dev.nvent.store.index;

/**
 * An entry that a transition locked.
 *
 * @param asExpected whether it is there and as expected
 * @param version null where it is not there
 */
public record LockedEntry(boolean asExpected, Integer version) {}
