package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides whether a function may be created or replaced. All prefixes of a schema share the functions. */
record StoreFunctions(MigrationTarget target, Map<String, Existing> existing) {

    private static final String MARK = "[nvent-store]";
    /** With it, the empty body of a function in the SQL standard's form is in no script. */
    private static final String QUOTE = "$$";

    private static final Pattern ARGUMENT_NAME = Pattern.compile("\\w+ (?=[^,]+)");

    private record Existing(String signature, String body, String comment, boolean isOwner, String owner) {}

    static StoreFunctions read(MigrationTarget target, SqlSession session) throws SQLException {
        List<Existing> existing = session.query(
                "inspection/functions.sql",
                row -> new Existing(
                        row.getString("signature"),
                        row.getString("body"),
                        row.getString("comment"),
                        row.getBoolean("is_owner"),
                        row.getString("owner")),
                session.connection()
                        .createArrayOf("text", JarMigrations.functions().toArray()));
        return new StoreFunctions(
                target, existing.stream().collect(Collectors.toMap(Existing::signature, Function.identity())));
    }

    /**
     * Returns whether the script has to run: not if another role owns the same version of the function.
     *
     * @param wasApplied whether a version of the script has been applied to this namespace
     * @throws SchemaException if the function is not the store's, or belongs to another role and has to be replaced
     */
    boolean mustRun(String script, String sql, boolean wasApplied) {
        for (String signature : signatures(script)) {
            Existing function = existing.get(signature);
            if (function == null) {
                continue;
            }
            boolean isSame = sql.contains(QUOTE + function.body() + QUOTE);
            if (!isSame && !wasApplied && !function.comment().endsWith(MARK)) {
                throw failure(
                        "no function " + signature + " of others in the schema",
                        "one that the store did not create; rename it, or use another schema for the store");
            }
            if (!function.isOwner()) {
                if (isSame) {
                    return false;
                }
                throw failure(
                        "the owner of the function " + signature + ", which is " + function.owner(),
                        "another role; migrate as a member of " + function.owner()
                                + ", or use a schema for each owner");
            }
        }
        return true;
    }

    /** Whether another owner, who shares the schema, has a function of the script. */
    boolean isOfAnotherOwner(String script) {
        return signatures(script).stream()
                .map(existing::get)
                .anyMatch(function -> function != null && !function.isOwner());
    }

    /**
     * Grants without those on functions of another owner, who shares the schema: all may call these anyway, except for the
     * one that runs with the rights of that owner.
     */
    List<String> grantable(List<String> grants) {
        List<String> foreign = existing.values().stream()
                .filter(function -> !function.isOwner())
                .map(function -> "FUNCTION \"" + target.namespace().schema() + "\".\""
                        + function.signature().replaceFirst("\\(", "\"("))
                .toList();
        return grants.stream()
                .filter(grant -> foreign.stream().noneMatch(grant::contains))
                .toList();
    }

    /** The script, followed by the statement that marks its functions. */
    static String marked(String script, String sql, SqlFiles files) {
        return sql.stripTrailing() + "\n"
                + files.with("signatures", String.join("|", signatures(script)))
                        .with("mark", MARK)
                        .get("history/mark_function.sql");
    }

    private static List<String> signatures(String script) {
        var signatures = new ArrayList<String>();
        for (SchemaObject object : SchemaDescription.golden().objects()) {
            if (object.is("function") && object.name().startsWith(JarMigrations.object(script) + "(")) {
                int open = object.name().indexOf('(') + 1;
                signatures.add(object.name().substring(0, open)
                        + ARGUMENT_NAME.matcher(object.name().substring(open)).replaceAll(""));
            }
        }
        return signatures;
    }

    private SchemaException failure(String expected, String found) {
        return new SchemaException(target.namespace().toString(), expected, found, null);
    }
}
