package dev.nvent.store.schema;

import java.util.regex.Pattern;

/**
 * SQL that would run.
 *
 * @param name the file of a migration or of its undoing, or what is completed
 * @param sql with the names of this database
 */
public record PlannedScript(String name, String sql) {

    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final Pattern CONCURRENT = Pattern.compile("\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);

    /** Whether PostgreSQL refuses it within a transaction. */
    boolean isConcurrent() {
        return CONCURRENT.matcher(COMMENT.matcher(sql).replaceAll("")).find();
    }
}
