package dev.nvent.store.schema;

/**
 * SQL that would run.
 *
 * @param name the file of a migration or of its undo script, or the object that is created
 * @param sql the statements, with the names of this database
 */
public record PlannedScript(String name, String sql) {}
