package dev.nvent.store.schema;

/** How the schema of a database stands to the migrations of this jar. */
public enum SchemaState {
    /** There is nothing of ours yet. */
    EMPTY,
    /** The original adapter made it, and nobody has adopted it. */
    NODE_ADAPTER,
    /** Migrations are pending. */
    OUTDATED,
    /** Every migration was applied as it is in this jar. */
    CURRENT,
    /** It has migrations that this jar does not know: a newer version of the store made it. */
    NEWER,
    /** A migration that was applied is another in this jar. */
    CHANGED
}
