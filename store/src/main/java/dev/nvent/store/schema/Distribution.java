package dev.nvent.store.schema;

import dev.nvent.store.error.InvalidInputException;
import java.util.Objects;
import java.util.Optional;

/**
 * How the tables of a namespace are distributed over the nodes of a Citus cluster (Citus 12 and newer).
 *
 * @param nodeAdapterRole the role that the Node adapter connects as, if it has to work on the distributed tables
 */
public record Distribution(Layout layout, Optional<String> nodeAdapterRole) {

    private static final int MAX_IDENTIFIER = 63;

    /** Which tables are distributed, and by what. */
    public enum Layout {
        /**
         * The whole schema on one node, which Citus chooses: a namespace per schema, many schemas over all nodes. Keys do
         * not change, and each statement goes to one node.
         */
        SCHEMA,
        /**
         * The event tables over all nodes, by run, trigger and subject; their primary keys become {@code (run_id, id)},
         * {@code (trigger_name, id)} and {@code (subject_type, subject, id)}. The other tables on the coordinator.
         */
        EVENTS,
        /**
         * Everything that grows over all nodes: events as in {@link #EVENTS}, runs on the node of their events, triggers on
         * the node of theirs, entries of generic indexes by subject. Keys and values, flows and jobs in one shard each, the
         * rest on the coordinator.
         */
        ALL
    }

    /** Checks the role. */
    public Distribution {
        Objects.requireNonNull(layout, "layout");
        nodeAdapterRole.ifPresent(Distribution::check);
    }

    /** A layout, for the store alone. */
    public static Distribution of(Layout layout) {
        return new Distribution(layout, Optional.empty());
    }

    /**
     * Lets the Node adapter work on the distributed tables. The adapter writes {@code now()} where Citus refuses it, so its
     * role gets an immutable {@code now()} first on its search path in this database. Give the adapter a role of its own:
     * a prepared statement of another program would keep the time at which it was planned.
     *
     * @param role an existing role, at most 63 bytes of letters, digits, underscores and other characters without quotes
     */
    public Distribution withNodeAdapter(String role) {
        return new Distribution(layout, Optional.of(role));
    }

    private static void check(String role) {
        if (role.isEmpty() || role.length() > MAX_IDENTIFIER || role.matches("(?s).*[\"\\p{Cntrl}].*")) {
            throw new InvalidInputException(
                    "nodeAdapterRole",
                    "the name of a role without quotation marks and control characters",
                    "other text");
        }
    }
}
