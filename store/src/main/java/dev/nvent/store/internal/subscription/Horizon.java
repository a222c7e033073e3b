package dev.nvent.store.internal.subscription;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The id up to which the events of one table have settled: none can appear any more. Event ids are drawn before their
 * transactions commit, so the last id says nothing about the ones before it. The proof is the lock that each writer takes
 * on the table before it draws an id and releases after its commit is visible: a writer that was not there when an id was
 * the last one draws only later ids. So each writer has a floor, the last id before it was first seen; and the events up to
 * the lowest floor have settled.
 *
 * <p>Nothing is stored. A restart, a crash or a failover of the server can take back ids that no commit has made durable,
 * so that other transactions draw them again; the horizon is reset then. Used by one thread.
 */
final class Horizon {

    /** Before the first writers have been seen to end. */
    static final long UNKNOWN = -1;

    private final Map<String, Long> floors = new HashMap<>();
    private String server = "";
    private long lastId = UNKNOWN;
    private long settled = UNKNOWN;
    private int resets;

    /**
     * The answer of the server.
     *
     * @param lastId the last id drawn, read before the writers
     * @param server the run of the server
     * @param writers the open transactions that hold the lock; not looked up if no id after the settled one was drawn
     */
    record Observation(long lastId, String server, List<Writer> writers) {}

    /**
     * A transaction that may still commit events.
     *
     * @param id its virtual transaction id
     * @param prepared whether it is prepared: then it may have been another writer before
     */
    record Writer(String id, boolean prepared) {}

    /** Takes the next answer of the server into account. */
    void observe(Observation seen) {
        if (!seen.server().equals(server) || seen.lastId() < lastId) {
            server = seen.server();
            lastId = UNKNOWN;
            settled = UNKNOWN;
            floors.clear();
            resets++;
        }
        if (seen.lastId() > settled) {
            floors.keySet().retainAll(seen.writers().stream().map(Writer::id).toList());
            for (Writer writer : seen.writers()) {
                floors.putIfAbsent(writer.id(), writer.prepared() ? settled : lastId);
            }
            settled = floors.values().stream().mapToLong(Long::longValue).min().orElse(seen.lastId());
        }
        lastId = seen.lastId();
    }

    /** All events up to this id have either been committed, or never will be. */
    long settled() {
        return settled;
    }

    /** The last id drawn. */
    long lastId() {
        return lastId;
    }

    /** The run of the server for which this holds. */
    String server() {
        return server;
    }

    /** How often it has been reset. */
    int resets() {
        return resets;
    }
}
