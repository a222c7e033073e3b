package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * Runs the store's own migrations and records them in Flyway's history. Flyway itself needs about 25 round trips for each
 * migration, a lock that a connection pooler can strand, and logs to the console of applications without a logging library.
 */
record StoreMigrations(MigrationTarget target, SqlSession session, Privileges privileges) {

    /** A migration with the SQL that runs. */
    private record Script(KnownMigration migration, String sql) {

        String name() {
            return migration.script();
        }
    }

    /** @return the number of migrations that ran */
    int run(SchemaStatus status) throws SQLException {
        List<Script> pending = pending(status);
        if (status.state() == SchemaState.EMPTY) {
            LockRetry.perform(() -> create(pending));
            return pending.size();
        }
        for (Script script : pending) {
            LockRetry.perform(() -> update(script));
        }
        return pending.size();
    }

    /** Records that the tables of the Node adapter exist. */
    void baseline() throws SQLException {
        session.inTransaction(() -> {
            createHistory();
            session.updateBatch("history/record.sql", List.<Object[]>of(new Object[] {
                JarMigrations.NODE_ADAPTER.getVersion(),
                "<< Flyway Baseline >>",
                "BASELINE",
                "<< Flyway Baseline >>",
                null,
                0
            }));
        });
    }

    /** Creates everything in one transaction. The tables are empty, so indexes need not be built concurrently. */
    private void create(List<Script> scripts) throws SQLException {
        session.inTransaction(() -> {
            createHistory();
            for (Script script : scripts) {
                execute(
                        script.name(),
                        ConcurrentSql.isIn(script.sql()) ? ConcurrentSql.removeFrom(script.sql()) : script.sql());
            }
            session.updateBatch(
                    "history/record.sql",
                    scripts.stream().map(script -> row(script.migration(), 0)).toList());
        });
    }

    private void update(Script script) throws SQLException {
        long start = System.nanoTime();
        if (ConcurrentSql.isIn(script.sql())) {
            session.withoutTimeouts(() -> {
                for (String statement : ConcurrentSql.statements(script.sql())) {
                    execute(script.name(), statement);
                }
            });
            session.inTransaction(() -> record(script, start));
        } else {
            session.inTransaction(() -> {
                execute(script.name(), script.sql());
                record(script, start);
            });
        }
    }

    private void record(Script script, long start) throws SQLException {
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        session.updateBatch("history/record.sql", List.<Object[]>of(row(script.migration(), millis)));
    }

    private void createHistory() throws SQLException {
        if (!privileges.schemaExists()) {
            session.execute(session.files().get("history/create_schema.sql"));
        }
        session.execute(session.files().get("history/create.sql"));
    }

    private void execute(String script, String sql) throws SQLException {
        try {
            session.execute(sql);
        } catch (SQLException e) {
            if (LockRetry.isTransient(e)) {
                throw e;
            }
            throw new SchemaException(
                    target.namespace().toString(), "migrations that run", script + " failed: " + e.getMessage(), e);
        }
    }

    private List<Script> pending(SchemaStatus status) throws SQLException {
        Set<String> pending = new HashSet<>();
        status.pending().forEach(migration -> pending.add(migration.script()));
        Set<String> applied = new HashSet<>();
        status.applied().stream().map(Migration::script).forEach(applied::add);
        StoreFunctions functions = StoreFunctions.read(target, session);
        var scripts = new ArrayList<Script>();
        for (KnownMigration migration : target.storeMigrations()) {
            String name = migration.script();
            if (!pending.contains(name)) {
                continue;
            }
            String sql = JarMigrations.sql(name, session.files());
            if (migration.repeatable()) {
                sql = functions.mustRun(name, sql, applied.contains(name))
                        ? StoreFunctions.marked(name, sql, session.files())
                        : "";
            }
            scripts.add(new Script(migration, sql));
        }
        return scripts;
    }

    private static @Nullable Object[] row(KnownMigration migration, int millis) {
        MigrationVersion version = migration.version();
        return new @Nullable Object[] {
            version == null ? null : version.getVersion(),
            migration.description(),
            "SQL",
            migration.script(),
            migration.checksum(),
            millis
        };
    }
}
