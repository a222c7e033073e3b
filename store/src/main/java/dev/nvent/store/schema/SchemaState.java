package dev.nvent.store.schema;

/** The state of a schema compared with the migrations of this store. */
public enum SchemaState {
    /** No table of the store exists. */
    EMPTY,
    /** The tables were created by the Node adapter and have not been adopted. */
    NODE_ADAPTER,
    /** Migrations are pending. */
    OUTDATED,
    /** All migrations have been applied. */
    CURRENT,
    /** It has migrations of a newer version of the store. */
    NEWER,
    /** An applied migration differs from the one in this jar. */
    CHANGED
}
