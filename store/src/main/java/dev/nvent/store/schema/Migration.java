package dev.nvent.store.schema;

import java.time.Instant;
import java.util.Optional;

/**
 * A migration.
 *
 * @param version empty for a repeatable migration, which runs again whenever it changes
 * @param script the file name
 * @param appliedAt empty if it has not been applied
 */
public record Migration(Optional<String> version, String description, String script, Optional<Instant> appliedAt) {

    @Override
    public String toString() {
        return script;
    }
}
