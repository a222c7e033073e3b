package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Compares the history of a database with the known migrations. */
final class StatusComparison {

    private static final MigrationVersion NOTHING = MigrationVersion.fromVersion("0");

    private StatusComparison() {}

    // Loops: this runs at each start, where the first use of streams takes longer than the query.
    static SchemaStatus compare(List<History.Row> history, List<KnownMigration> known, boolean isNodeAdapter) {
        MigrationVersion baseline = isNodeAdapter ? JarMigrations.NODE_ADAPTER : NOTHING;
        MigrationVersion highest = baseline;
        var applied = new LinkedHashMap<String, History.Row>();
        for (History.Row row : history) {
            if (row.isBaseline() && row.version() != null) {
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
        SchemaState state = state(history.isEmpty(), isNodeAdapter, unknown, changed, pending);
        return new SchemaStatus(
                state, highest.getVersion(), latest.getVersion(), appliedMigrations, pending, changed, unknown);
    }

    private static SchemaState state(
            boolean empty, boolean isNodeAdapter, List<?> unknown, List<?> changed, List<?> pending) {
        if (isNodeAdapter) {
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

    private static MigrationVersion higher(MigrationVersion one, @Nullable MigrationVersion other) {
        return other != null && other.compareTo(one) > 0 ? other : one;
    }
}
