package dev.nvent.store.schema;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;

/** The migrations in this jar, as Flyway sees them, without Flyway. */
final class JarMigrations {

    /** Where Flyway finds them. */
    static final String LOCATION = "classpath:dev/nvent/store/migration";

    /** The last migration that makes what the original adapter makes too. */
    static final MigrationVersion ORIGINAL = MigrationVersion.fromVersion("8");

    /** Where the versions of a user's own migrations begin. */
    static final MigrationVersion FIRST_OF_USERS = MigrationVersion.fromVersion("1000");

    private static final List<String> SCRIPTS = SqlFiles.lines("migrations.txt");

    private JarMigrations() {}

    static boolean has(String script) {
        return SCRIPTS.contains(script);
    }

    static List<KnownMigration> in(SqlFiles files) {
        return SCRIPTS.stream().map(script -> read(script, files)).toList();
    }

    /** Its SQL as it runs. */
    static String sql(String script, SqlFiles files) {
        return files.get("migration/" + script);
    }

    /** The functions that repeatable migrations make; each file is named after one. */
    static List<String> functions() {
        return SCRIPTS.stream()
                .filter(script -> script.startsWith("R__"))
                .map(JarMigrations::object)
                .toList();
    }

    /** The script that makes a table. */
    static String scriptOf(String table) {
        return SCRIPTS.stream()
                .filter(script -> script.startsWith("V") && object(script).equals(table))
                .findFirst()
                .orElseThrow();
    }

    static boolean makes(String script, String function) {
        return script.equals("R__" + function + ".sql");
    }

    private static KnownMigration read(String script, SqlFiles files) {
        String description = object(script).replace('_', ' ');
        if (script.startsWith("R")) {
            // Flyway counts a repeatable one as changed when it would run otherwise, names included.
            return new KnownMigration(null, description, script, KnownMigration.checksum(sql(script, files)), true);
        }
        var version = MigrationVersion.fromVersion(script.substring(1, script.indexOf("__")));
        int checksum = KnownMigration.checksum(SqlFiles.text("migration/" + script));
        return new KnownMigration(version, description, script, checksum, true);
    }

    private static String object(String script) {
        return script.substring(script.indexOf("__") + 2, script.length() - ".sql".length());
    }
}
