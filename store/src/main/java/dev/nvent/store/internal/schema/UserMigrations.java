package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.SchemaStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;

/** The user's own migrations, with versions from 1000. Flyway finds them, which takes a while. */
final class UserMigrations {

    private static final String FILES = "filesystem:";
    private static final String CLASSES = "classpath:";

    private UserMigrations() {}

    /**
     * Runs the pending migrations of the user with Flyway.
     *
     * @return the number of migrations that ran
     */
    static int run(MigrationTarget target, SqlSession session, SchemaStatus status) throws SQLException {
        var pending = status.pending().stream()
                .map(Migration::script)
                .filter(script -> !JarMigrations.has(script))
                .toList();
        if (pending.isEmpty()) {
            return 0;
        }
        boolean isConcurrent = pending.stream().anyMatch(script -> ConcurrentSql.isIn(target.sql(script, session)));
        if (isConcurrent && session.isPooled()) {
            throw new SchemaException(
                    target.namespace().toString(),
                    "a direct connection for migrations with CONCURRENTLY",
                    "a connection pooler",
                    null);
        }
        return LockRetry.run(() -> {
            History.forgetFailed(session);
            return FlywaySetup.of(target, !isConcurrent).migrate().migrationsExecuted;
        });
    }

    static List<KnownMigration> in(MigrationTarget target) {
        if (target.locations().isEmpty()) {
            return List.of();
        }
        List<KnownMigration> found = Arrays.stream(
                        FlywaySetup.ofUser(target).info().all())
                .filter(migration -> migration.getState().isResolved()
                        && !migration.getType().isSynthetic())
                .map(migration -> new KnownMigration(
                        migration.getVersion(),
                        migration.getDescription(),
                        migration.getScript(),
                        migration.getResolvedChecksum(),
                        false))
                // A repeatable migration is listed once for each run.
                .distinct()
                .toList();
        found.forEach(UserMigrations::check);
        return found;
    }

    /** A file by its path below one of the locations. */
    static Optional<String> find(MigrationTarget target, String file) {
        return target.locations().stream()
                .map(location -> read(loader(target), location, file))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The class loader that finds the user's resources. */
    static ClassLoader loader(MigrationTarget target) {
        ClassLoader own = UserMigrations.class.getClassLoader();
        ClassLoader caller = Thread.currentThread().getContextClassLoader();
        return target.locations().isEmpty() || caller == null ? own : caller;
    }

    private static void check(KnownMigration migration) {
        MigrationVersion version = migration.version();
        if (version != null && version.compareTo(JarMigrations.FIRST_OF_USERS) < 0) {
            throw new SchemaException(
                    migration.script(),
                    "a version from " + JarMigrations.FIRST_OF_USERS + " on (lower versions are the store's own)",
                    version.getVersion(),
                    null);
        }
    }

    private static Optional<String> read(ClassLoader loader, String location, String file) {
        try {
            if (location.startsWith(FILES)) {
                Path path = Path.of(location.substring(FILES.length()), file);
                return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
            }
            String directory = location.startsWith(CLASSES) ? location.substring(CLASSES.length()) : location;
            try (InputStream stream = loader.getResourceAsStream(directory.replaceFirst("^/", "") + "/" + file)) {
                return stream == null
                        ? Optional.empty()
                        : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
