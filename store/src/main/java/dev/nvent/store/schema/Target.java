package dev.nvent.store.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What is migrated: a namespace of a database, with the store's migrations and a user's own.
 *
 * @param locations of a user's migrations, as Flyway has them; often none
 */
record Target(DataSource dataSource, Namespace namespace, List<String> locations) {

    Session open() throws SQLException {
        return Session.open(dataSource, namespace);
    }

    /** Every migration that can be run, in the order in which they run. */
    List<KnownMigration> migrations() {
        var known = new ArrayList<>(JarMigrations.in(new SqlFiles(namespace)));
        known.addAll(UserMigrations.in(this));
        Collections.sort(known);
        return List.copyOf(known);
    }

    SchemaStatus status(Session session) throws SQLException {
        List<History.Row> history = History.read(session);
        boolean original = history.isEmpty() && OriginalDatabase.isThere(session, namespace);
        return SchemaStatus.of(history, migrations(), original);
    }

    /** The SQL of a migration as it runs. */
    String sql(String script, Session session) {
        return JarMigrations.has(script)
                ? JarMigrations.sql(script, session.files())
                : UserMigrations.find(this, script)
                        .map(session.files()::fill)
                        .orElse("-- " + script + " is no file of SQL");
    }

    /** The companion file of a migration, with another letter in place of its V or R: U undoes it, L counts the loss. */
    Optional<String> companion(String script, char letter, Session session) {
        String sibling = sibling(script, letter);
        return (JarMigrations.has(script) ? SqlFiles.find("undo/" + sibling) : UserMigrations.find(this, sibling))
                .map(session.files()::fill);
    }

    static String sibling(String script, char letter) {
        int file = script.lastIndexOf('/') + 1;
        return script.substring(0, file) + letter + script.substring(file + 1);
    }
}
