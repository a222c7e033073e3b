package dev.nvent.store.internal.schema;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Recognises scripts that PostgreSQL refuses to run in a transaction, because they build or drop indexes concurrently. */
final class ConcurrentSql {

    private static final Pattern COMMENT = Pattern.compile("--.*");
    private static final Pattern CONCURRENTLY = Pattern.compile("\\bCONCURRENTLY\\b", Pattern.CASE_INSENSITIVE);

    private ConcurrentSql() {}

    /** The script for empty tables, which can run in a transaction. */
    static String removeFrom(String sql) {
        return CONCURRENTLY.matcher(COMMENT.matcher(sql).replaceAll("")).replaceAll("");
    }

    /** The statements of a script of the store. Its statements contain no semicolon. */
    static List<String> statements(String sql) {
        return Arrays.stream(COMMENT.matcher(sql).replaceAll("").split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    static boolean isIn(String sql) {
        return CONCURRENTLY.matcher(COMMENT.matcher(sql).replaceAll("")).find();
    }
}
