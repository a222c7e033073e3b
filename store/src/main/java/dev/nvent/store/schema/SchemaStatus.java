package dev.nvent.store.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;

/**
 * What has been applied to a database, against what can be.
 *
 * @param version the highest that was applied or, in an adopted database, was there before; 0 where there is none
 * @param latest the highest that can be applied
 * @param applied in the order of application
 * @param pending in the order in which they would run
 * @param changed applied, but since then changed in the jar
 * @param unknown applied, but not in this jar
 */
public record SchemaStatus(
        SchemaState state,
        String version,
        String latest,
        List<Migration> applied,
        List<Migration> pending,
        List<Migration> changed,
        List<Migration> unknown) {

    static SchemaStatus of(List<History.Row> history, List<KnownMigration> known, boolean madeByTheOriginal) {
        MigrationVersion baseline = baseline(history, madeByTheOriginal);
        Map<String, History.Row> applied = history.stream()
                .filter(History.Row::isMigration)
                .collect(Collectors.toMap(History.Row::key, Function.identity(), (older, newer) -> newer));
        Predicate<KnownMigration> differs = migration -> applied.containsKey(migration.key())
                && migration.checksum() != null
                && !migration.checksum().equals(applied.get(migration.key()).checksum());
        List<KnownMigration> pending = known.stream()
                .filter(migration -> migration.repeatable()
                        ? !applied.containsKey(migration.key()) || differs.test(migration)
                        : !applied.containsKey(migration.key()) && migration.above(baseline))
                .toList();
        List<KnownMigration> changed =
                known.stream().filter(m -> !m.repeatable()).filter(differs).toList();
        var keys = known.stream().map(KnownMigration::key).collect(Collectors.toSet());
        List<Migration> unknown = applied.values().stream()
                .filter(row -> row.version() != null
                        && row.version().compareTo(JarMigrations.FIRST_OF_USERS) < 0
                        && !keys.contains(row.key()))
                .map(History.Row::told)
                .toList();
        return new SchemaStatus(
                state(history, madeByTheOriginal, unknown, changed, pending),
                highest(
                        history.stream()
                                .filter(History.Row::success)
                                .map(History.Row::version)
                                .toList(),
                        baseline),
                highest(known.stream().map(KnownMigration::version).toList(), baseline),
                history.stream()
                        .filter(History.Row::isMigration)
                        .map(History.Row::told)
                        .toList(),
                pending.stream().map(KnownMigration::told).toList(),
                changed.stream().map(KnownMigration::told).toList(),
                unknown);
    }

    private static MigrationVersion baseline(List<History.Row> history, boolean madeByTheOriginal) {
        return history.stream()
                .filter(History.Row::isBaseline)
                .map(History.Row::version)
                .findFirst()
                .orElse(madeByTheOriginal ? JarMigrations.ORIGINAL : MigrationVersion.fromVersion("0"));
    }

    private static SchemaState state(
            List<History.Row> history, boolean madeByTheOriginal, List<?> unknown, List<?> changed, List<?> pending) {
        if (madeByTheOriginal) {
            return SchemaState.ORIGINAL;
        }
        if (history.isEmpty()) {
            return SchemaState.EMPTY;
        }
        if (!unknown.isEmpty()) {
            return SchemaState.NEWER;
        }
        if (!changed.isEmpty()) {
            return SchemaState.CHANGED;
        }
        return pending.isEmpty() ? SchemaState.CURRENT : SchemaState.OUTDATED;
    }

    private static String highest(List<MigrationVersion> versions, MigrationVersion least) {
        MigrationVersion highest = least;
        for (MigrationVersion version : versions) {
            if (version != null && version.compareTo(highest) > 0) {
                highest = version;
            }
        }
        return highest.getVersion();
    }
}
