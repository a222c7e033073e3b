package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import java.util.Map;

/** Physical names of a namespace that only the migrations need. */
final class Names {

    private Names() {}

    /** The name of an index that the migrations call {@code idx_…}. */
    static String index(Namespace namespace, String name) {
        return name.replaceFirst("^idx_", "idx_" + namespace.tablePrefix());
    }

    static String historyTable(Namespace namespace) {
        return namespace.tablePrefix() + "flyway_history";
    }

    /** Values of the placeholders in SQL files. */
    static Map<String, String> placeholders(Namespace namespace) {
        return Map.of("schema", namespace.schema(), "prefix", namespace.tablePrefix());
    }
}
