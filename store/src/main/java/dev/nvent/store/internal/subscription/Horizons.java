package dev.nvent.store.internal.subscription;

import dev.nvent.store.RetryPolicy;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Observations;
import dev.nvent.store.schema.Namespace;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * The horizons of the stream tables that this process follows, observed with one statement. {@link #watch} and {@link #of}
 * are thread-safe; one thread polls.
 */
public final class Horizons {

    private static final Operation OBSERVE = Operation.of("subscriptions.poll", null);
    static final View NONE = new View(Horizon.UNKNOWN, Horizon.UNKNOWN, "", 0, "");

    private final Database database;
    private final String tablePrefix;
    private final Map<String, Horizon> horizons = new ConcurrentHashMap<>();
    private final Map<String, View> views = new ConcurrentHashMap<>();

    /**
     * How far the events of a table have settled, at one moment.
     *
     * @param settled all events up to this id are visible to the next statement, or never will be; -1 while it is unknown
     * @param lastId the last id drawn
     * @param server the run of the server for which this holds
     * @param resets how often the horizon has been reset, after which ids may be those of other events
     * @param problem why the table cannot be followed; empty if it can
     */
    public record View(long settled, long lastId, String server, int resets, String problem) {

        boolean isPending() {
            return problem.isEmpty() && settled < lastId;
        }

        private boolean isSameHorizonAs(View other) {
            return settled == other.settled
                    && server.equals(other.server)
                    && resets == other.resets
                    && problem.equals(other.problem);
        }
    }

    /** @param tablePrefix the beginning of the names of tables */
    public Horizons(Database database, String tablePrefix) {
        this.database = database;
        this.tablePrefix = tablePrefix;
    }

    /** Without a store, on the connections of a DataSource. */
    public static Horizons on(DataSource dataSource, Namespace namespace) {
        var database = Database.of(
                dataSource,
                true,
                CompletableFuture.completedFuture(namespace.renderMapping()),
                RetryPolicy.NONE,
                Optional.empty(),
                Observations.NONE);
        return new Horizons(database, namespace.tablePrefix());
    }

    /** Polls a table too from now on. */
    public void watch(StreamTable<?> table) {
        horizons.putIfAbsent(table.table().getName(), new Horizon());
    }

    /** The result of the last poll for a table. */
    public View of(StreamTable<?> table) {
        View view = views.get(table.table().getName());
        return view == null ? NONE : view;
    }

    /**
     * Observes all watched tables. One statement.
     *
     * @return whether a horizon has moved
     */
    public boolean poll() {
        var settled = new TreeMap<String, Long>();
        horizons.forEach((stream, horizon) -> settled.put(stream, horizon.settled()));
        boolean[] moved = {false};
        database.read(OBSERVE, HorizonStatements.observe(tablePrefix, settled)).forEach((stream, answered) -> {
            Horizon horizon = horizons.get(stream);
            if (horizon != null) {
                View before = views.getOrDefault(stream, NONE);
                View now = view(horizon, answered);
                views.put(stream, now);
                moved[0] |= !now.isSameHorizonAs(before);
            }
        });
        return moved[0];
    }

    /** Whether a horizon may move without another write. */
    boolean isPending() {
        return views.values().stream().anyMatch(View::isPending);
    }

    /** How many ids have been drawn from all sequences. */
    long drawn() {
        return views.values().stream()
                .mapToLong(View::lastId)
                .filter(id -> id > 0)
                .sum();
    }

    private static View view(Horizon horizon, HorizonStatements.Answered answered) {
        if (!answered.problem().isEmpty()) {
            return new View(
                    Horizon.UNKNOWN,
                    answered.observation().lastId(),
                    answered.observation().server(),
                    horizon.resets(),
                    answered.problem());
        }
        horizon.observe(answered.observation());
        return new View(horizon.settled(), horizon.lastId(), horizon.server(), horizon.resets(), "");
    }
}
