package dev.nvent.store.schema;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A migration that can be run here: the store's own, or one that a user added.
 *
 * @param version null where it is repeatable
 * @param checksum null where Flyway has none, as for a migration in Java
 * @param ours whether it is the store's own
 */
record KnownMigration(MigrationVersion version, String description, String script, Integer checksum, boolean ours)
        implements Comparable<KnownMigration> {

    /** What identifies it in the history: its version, or the name of its script. */
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

    /** In the order in which they run: by version, then the repeatable ones by description. */
    @Override
    public int compareTo(KnownMigration other) {
        if (repeatable() != other.repeatable()) {
            return repeatable() ? 1 : -1;
        }
        return repeatable() ? description.compareTo(other.description) : version.compareTo(other.version);
    }

    /** Flyway's checksum of a script: over its lines without their ends. */
    static int checksum(String sql) {
        var crc = new CRC32();
        for (String line : sql.split("\\R")) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) crc.getValue();
    }
}
