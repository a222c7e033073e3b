package dev.nvent.store.transition;

/** What became of a transition. */
public sealed interface TransitionResult
        permits AppliedTransition, TransitionResult.Conflict, TransitionResult.Missing {

    /**
     * An entry was not as expected. Nothing changed.
     *
     * @param entry which one
     * @param version the version that it has
     */
    record Conflict(EntryRef entry, int version) implements TransitionResult {}

    /**
     * An entry that was to be changed, or of which something was expected, is not there. Nothing changed.
     *
     * @param entry which one
     */
    record Missing(EntryRef entry) implements TransitionResult {}

    /** Whether it was made, so that this is an {@link AppliedTransition}. */
    default boolean isApplied() {
        return this instanceof AppliedTransition;
    }
}
