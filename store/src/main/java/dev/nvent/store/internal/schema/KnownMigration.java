package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Migration;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/**
 * A migration that this process can run: the store's own or a user's.
 *
 * @param version null if it is repeatable
 * @param checksum null if Flyway has none, as for a migration in Java
 * @param ours whether it is the store's own
 */
record KnownMigration(
        @Nullable MigrationVersion version,
        String description,
        String script,
        @Nullable Integer checksum,
        boolean ours) implements Comparable<KnownMigration> {

    /** Its key in the history: the version, or the script of a repeatable migration. */
    String key() {
        return version == null ? script : version.getVersion();
    }

    boolean repeatable() {
        return version == null;
    }

    boolean above(MigrationVersion other) {
        return version != null && version.compareTo(other) > 0;
    }

    Migration toMigration() {
        return new Migration(
                Optional.ofNullable(version).map(MigrationVersion::getVersion), description, script, Optional.empty());
    }

    /** Order of execution: by version, then the repeatable ones by description. */
    @Override
    public int compareTo(KnownMigration other) {
        if (version != null && other.version != null) {
            return version.compareTo(other.version);
        }
        return repeatable() == other.repeatable() ? description.compareTo(other.description) : repeatable() ? 1 : -1;
    }

    /** Flyway's checksum of a script: its lines without their terminators. */
    static int checksum(String sql) {
        var crc = new CRC32();
        for (String line : sql.split("\\R")) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) crc.getValue();
    }
}
