package dev.nvent.store.internal.schema;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.schema.Namespace;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The privileges of a role that uses the store but owns no table. */
final class RuntimeGrants {

    private static final int MAX_IDENTIFIER = 63;

    private RuntimeGrants() {}

    static List<String> to(String role, Namespace namespace) {
        check(role);
        return new SqlFiles(namespace)
                .with("role", role.replace("\"", "\"\""))
                .get("roles/runtime.sql")
                .lines()
                .filter(line -> line.startsWith("GRANT"))
                .toList();
    }

    private static void check(String role) {
        if (role == null || role.isEmpty() || role.indexOf('\0') >= 0 || role.indexOf('\n') >= 0) {
            throw new InvalidInputException("role", "the name of a role, on one line", "other text");
        }
        if (role.getBytes(StandardCharsets.UTF_8).length > MAX_IDENTIFIER) {
            throw new InvalidInputException("role", "at most " + MAX_IDENTIFIER + " bytes", "more");
        }
    }
}
