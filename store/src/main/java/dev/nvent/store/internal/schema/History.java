package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Migration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** The history table, in Flyway's format. */
final class History {

    private static final String UNDEFINED_TABLE = "42P01";

    private History() {}

    /**
     * One row.
     *
     * @param version null for a repeatable migration
     * @param kind Flyway's type: SQL, BASELINE, SCHEMA and others
     */
    record Row(
            @Nullable MigrationVersion version,
            String description,
            String kind,
            String script,
            @Nullable Integer checksum,
            Instant appliedAt,
            boolean success) {

        boolean isBaseline() {
            return kind.equals("BASELINE");
        }

        /** Whether the row records a migration that ran. */
        boolean isMigration() {
            return success && !isBaseline() && !kind.equals("SCHEMA") && !kind.equals("DELETE");
        }

        String key() {
            return version == null ? script : version.getVersion();
        }

        Migration toMigration() {
            return new Migration(
                    Optional.ofNullable(version).map(MigrationVersion::getVersion),
                    description,
                    script,
                    Optional.of(appliedAt));
        }
    }

    /** Returns the rows in the order of application; none if the table does not exist. */
    static List<Row> read(SqlSession session) throws SQLException {
        try {
            return session.query("history/read.sql", History::row);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return List.of();
            }
            throw e;
        }
    }

    /** Whether the table exists, for a role that may read it. */
    static boolean exists(SqlSession session) throws SQLException {
        return session.query("history/exists.sql", row -> row.getBoolean(1)).get(0);
    }

    static void forgetFailed(SqlSession session) throws SQLException {
        if (read(session).stream().anyMatch(row -> !row.success())) {
            session.update("history/forget_failed.sql");
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        String version = row.getString("version");
        return new Row(
                version == null ? null : MigrationVersion.fromVersion(version),
                row.getString("description"),
                row.getString("type"),
                row.getString("script"),
                row.getObject("checksum", Integer.class),
                Instant.ofEpochMilli(row.getLong("installed_millis")),
                row.getBoolean("success"));
    }
}
