package dev.nvent.store.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final MigrationVersion NOTHING = MigrationVersion.fromVersion("0");

    // Loops, because this runs at each start: cold, a stream takes longer than the query before it.
    static SchemaStatus of(List<History.Row> history, List<KnownMigration> known, boolean madeByTheOriginal) {
        MigrationVersion baseline = madeByTheOriginal ? JarMigrations.ORIGINAL : NOTHING;
        MigrationVersion highest = baseline;
        var applied = new LinkedHashMap<String, History.Row>();
        for (History.Row row : history) {
            if (row.isBaseline()) {
                baseline = row.version();
            } else if (row.isMigration()) {
                applied.put(row.key(), row);
            }
            highest = row.success() ? higher(highest, row.version()) : highest;
        }
        MigrationVersion latest = baseline;
        var pending = new ArrayList<Migration>();
        var changed = new ArrayList<Migration>();
        var keys = new HashSet<String>();
        for (KnownMigration migration : known) {
            History.Row row = applied.get(migration.key());
            boolean differs = row != null
                    && migration.checksum() != null
                    && !migration.checksum().equals(row.checksum());
            if (row == null ? migration.repeatable() || migration.above(baseline) : differs && migration.repeatable()) {
                pending.add(migration.toMigration());
            } else if (differs) {
                changed.add(migration.toMigration());
            }
            keys.add(migration.key());
            latest = higher(latest, migration.version());
        }
        var appliedMigrations = new ArrayList<Migration>();
        var unknown = new ArrayList<Migration>();
        for (History.Row row : applied.values()) {
            appliedMigrations.add(row.toMigration());
            if (row.version() != null
                    && row.version().compareTo(JarMigrations.FIRST_OF_USERS) < 0
                    && !keys.contains(row.key())) {
                unknown.add(row.toMigration());
            }
        }
        SchemaState state = state(history.isEmpty(), madeByTheOriginal, unknown, changed, pending);
        return new SchemaStatus(
                state,
                highest.getVersion(),
                latest.getVersion(),
                List.copyOf(appliedMigrations),
                List.copyOf(pending),
                List.copyOf(changed),
                List.copyOf(unknown));
    }

    private static SchemaState state(
            boolean empty, boolean madeByTheOriginal, List<?> unknown, List<?> changed, List<?> pending) {
        if (madeByTheOriginal) {
            return SchemaState.NODE_ADAPTER;
        }
        if (empty) {
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

    private static MigrationVersion higher(MigrationVersion one, MigrationVersion other) {
        return other != null && other.compareTo(one) > 0 ? other : one;
    }
}
