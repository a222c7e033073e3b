package dev.nvent.store.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;

/** The store's own migrations. */
final class JarMigrations {

    /** Their Flyway location. */
    static final String LOCATION = "classpath:nvent-store/migration";

    /** The last migration that creates a table of the Node adapter. */
    static final MigrationVersion NODE_ADAPTER = MigrationVersion.fromVersion("8");

    /** The lowest version of a user's migration. */
    static final MigrationVersion FIRST_OF_USERS = MigrationVersion.fromVersion("1000");

    /** Checksums by script name. */
    private static final Map<String, Integer> SCRIPTS = scripts();

    private JarMigrations() {}

    static boolean has(String script) {
        return SCRIPTS.containsKey(script);
    }

    static List<KnownMigration> in(SqlFiles files) {
        var known = new ArrayList<KnownMigration>();
        for (var script : SCRIPTS.entrySet()) {
            known.add(read(script.getKey(), script.getValue(), files));
        }
        return known;
    }

    /** The SQL of a migration, with the placeholders replaced. */
    static String sql(String script, SqlFiles files) {
        return files.get("migration/" + script);
    }

    /** The names of the functions. Each repeatable migration is named after its function. */
    static List<String> functions() {
        return SCRIPTS.keySet().stream()
                .filter(script -> script.startsWith("R__"))
                .map(JarMigrations::object)
                .toList();
    }

    /** The script that creates a table. */
    static String scriptOf(String table) {
        return SCRIPTS.keySet().stream()
                .filter(script -> script.startsWith("V") && object(script).equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static KnownMigration read(String script, int checksum, SqlFiles files) {
        String description = object(script).replace('_', ' ');
        if (script.startsWith("R")) {
            // Flyway's checksum of a repeatable migration includes the placeholder values.
            return new KnownMigration(null, description, script, KnownMigration.checksum(sql(script, files)), true);
        }
        var version = MigrationVersion.fromVersion(script.substring(1, script.indexOf("__")));
        return new KnownMigration(version, description, script, checksum, true);
    }

    private static Map<String, Integer> scripts() {
        var scripts = new LinkedHashMap<String, Integer>();
        for (String line : SqlFiles.lines("migrations.txt")) {
            int space = line.indexOf(' ');
            scripts.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
        }
        return scripts;
    }

    /** The object that a script creates, by which it is named. */
    static String object(String script) {
        return script.substring(script.indexOf("__") + 2, script.length() - ".sql".length());
    }
}
