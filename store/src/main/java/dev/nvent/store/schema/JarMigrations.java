package dev.nvent.store.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;

/** The migrations in this jar, as Flyway sees them, without Flyway. */
final class JarMigrations {

    /** Where Flyway finds them. */
    static final String LOCATION = "classpath:nvent-store/migration";

    /** The last migration that makes what the original adapter makes too. */
    static final MigrationVersion ORIGINAL = MigrationVersion.fromVersion("8");

    /** Where the versions of a user's own migrations begin. */
    static final MigrationVersion FIRST_OF_USERS = MigrationVersion.fromVersion("1000");

    /** Script by script, with its checksum. */
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

    /** Its SQL as it runs. */
    static String sql(String script, SqlFiles files) {
        return files.get("migration/" + script);
    }

    /** The functions that repeatable migrations make; each file is named after one. */
    static List<String> functions() {
        return SCRIPTS.keySet().stream()
                .filter(script -> script.startsWith("R__"))
                .map(JarMigrations::object)
                .toList();
    }

    /** The script that makes a table. */
    static String scriptOf(String table) {
        return SCRIPTS.keySet().stream()
                .filter(script -> script.startsWith("V") && object(script).equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static KnownMigration read(String script, int checksum, SqlFiles files) {
        String description = object(script).replace('_', ' ');
        if (script.startsWith("R")) {
            // Flyway counts a repeatable one as changed when it would run otherwise, names included.
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

    private static String object(String script) {
        return script.substring(script.indexOf("__") + 2, script.length() - ".sql".length());
    }
}
