package dev.nvent.store.schema;

import dev.nvent.store.error.SchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Migrations that a user added after the store's own, from version 1000 on. Flyway finds them, which takes it a while. */
final class UserMigrations {

    private static final String FILES = "filesystem:";
    private static final String CLASSES = "classpath:";

    private UserMigrations() {}

    static List<KnownMigration> in(Target target) {
        if (target.locations().isEmpty()) {
            return List.of();
        }
        List<KnownMigration> found = Arrays.stream(FlywaySetup.of(target).info().all())
                .filter(migration -> migration.getState().isResolved()
                        && !migration.getType().isSynthetic()
                        && !JarMigrations.has(migration.getScript()))
                .map(migration -> new KnownMigration(
                        migration.getVersion(),
                        migration.getDescription(),
                        migration.getScript(),
                        migration.getResolvedChecksum(),
                        false))
                // One that has been run again is there for each time.
                .distinct()
                .toList();
        found.forEach(UserMigrations::check);
        return found;
    }

    /** A file of the user's, by its path below one of the locations. */
    static Optional<String> find(Target target, String file) {
        return target.locations().stream()
                .map(location -> read(location, file))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The loader of the caller's own classes, where there is something to find. */
    static ClassLoader loader(Target target) {
        ClassLoader ours = SchemaMigrator.class.getClassLoader();
        ClassLoader callers = Thread.currentThread().getContextClassLoader();
        return target.locations().isEmpty() || callers == null ? ours : callers;
    }

    private static void check(KnownMigration migration) {
        if (!migration.repeatable() && migration.version().compareTo(JarMigrations.FIRST_OF_USERS) < 0) {
            throw new SchemaException(
                    migration.script(),
                    "a version from " + JarMigrations.FIRST_OF_USERS + " on, because those below are the store's own",
                    migration.version().getVersion(),
                    null);
        }
    }

    private static Optional<String> read(String location, String file) {
        try {
            if (location.startsWith(FILES)) {
                Path path = Path.of(location.substring(FILES.length()), file);
                return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
            }
            String directory = location.startsWith(CLASSES) ? location.substring(CLASSES.length()) : location;
            try (InputStream stream = Thread.currentThread()
                    .getContextClassLoader()
                    .getResourceAsStream(directory.replaceFirst("^/", "") + "/" + file)) {
                return stream == null
                        ? Optional.empty()
                        : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
