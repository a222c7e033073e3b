package dev.nvent.store.schema;

import java.time.Instant;
import java.util.Optional;

/**
 * A migration, applied or not.
 *
 * @param version empty where it is repeatable: run again whenever it changes
 * @param script its file
 * @param appliedAt empty where it has not been applied
 */
public record Migration(Optional<String> version, String description, String script, Optional<Instant> appliedAt) {

    @Override
    public String toString() {
        return script;
    }
}
