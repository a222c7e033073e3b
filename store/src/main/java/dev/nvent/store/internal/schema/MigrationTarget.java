package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A namespace of a database, with the store's migrations and the user's own.
 *
 * @param locations Flyway locations of the user's migrations; usually empty
 */
public record MigrationTarget(DataSource dataSource, Namespace namespace, List<String> locations) {

    /** A session whose statements are short: it fails if the server does not answer for a minute. */
    SqlSession open() throws SQLException {
        return SqlSession.open(dataSource, namespace, SqlSession.SHORT_STATEMENTS);
    }

    /** A session whose statements may take any time. */
    SqlSession openWithoutTimeout() throws SQLException {
        return SqlSession.open(dataSource, namespace, Duration.ZERO);
    }

    MigrationTarget with(DataSource otherDataSource) {
        return new MigrationTarget(otherDataSource, namespace, locations);
    }

    /** The store's own migrations, in the order in which they run. */
    List<KnownMigration> storeMigrations() {
        var known = new ArrayList<>(JarMigrations.in(new SqlFiles(namespace)));
        Collections.sort(known);
        return List.copyOf(known);
    }

    /** All migrations, in the order in which they run. */
    List<KnownMigration> migrations() {
        var known = new ArrayList<>(JarMigrations.in(new SqlFiles(namespace)));
        known.addAll(UserMigrations.in(this));
        Collections.sort(known);
        return List.copyOf(known);
    }

    SchemaStatus status(SqlSession session) throws SQLException {
        List<History.Row> history = History.read(session);
        boolean isNodeAdapter = history.isEmpty() && NodeAdapterDatabase.isThere(session, namespace);
        return StatusComparison.compare(history, migrations(), isNodeAdapter);
    }

    /** The SQL of a migration as it runs. */
    String sql(String script, SqlSession session) {
        return JarMigrations.has(script)
                ? JarMigrations.sql(script, session.files())
                : UserMigrations.find(this, script)
                        .map(session.files()::fill)
                        .orElse("-- " + script + " is not an SQL file");
    }

    /** The companion file of a migration: U undoes it, L counts the rows that this would lose. */
    Optional<String> companion(String script, char letter, SqlSession session) {
        String sibling = sibling(script, letter);
        return (JarMigrations.has(script) ? SqlFiles.find("undo/" + sibling) : UserMigrations.find(this, sibling))
                .map(session.files()::fill);
    }

    static String sibling(String script, char letter) {
        int file = script.lastIndexOf('/') + 1;
        return script.substring(0, file) + letter + script.substring(file + 1);
    }
}
