package dev.nvent.store.internal.schema;

import java.util.regex.Pattern;

/** Recognises scripts that PostgreSQL refuses to run in a transaction, because they build or drop indexes concurrently. */
final class ConcurrentSql {

    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final Pattern CONCURRENTLY = Pattern.compile("\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);

    private ConcurrentSql() {}

    static boolean isIn(String sql) {
        return CONCURRENTLY.matcher(COMMENT.matcher(sql).replaceAll("")).find();
    }
}
