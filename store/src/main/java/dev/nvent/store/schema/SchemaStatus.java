package dev.nvent.store.schema;

import java.util.List;

/**
 * The migrations of a database compared with those of this store.
 *
 * @param version the highest applied version; in an adopted database at least that of the Node adapter's tables; 0 if there is
 *     none
 * @param latest the highest version that can be applied
 * @param applied in the order of application
 * @param pending in the order in which they would run
 * @param changed applied, and changed in the jar since then
 * @param unknown applied, but not in this jar
 */
public record SchemaStatus(
        SchemaState state,
        String version,
        String latest,
        List<Migration> applied,
        List<Migration> pending,
        List<Migration> changed,
        List<Migration> unknown) {

    /** Copies the lists. */
    public SchemaStatus {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        changed = List.copyOf(changed);
        unknown = List.copyOf(unknown);
    }
}
