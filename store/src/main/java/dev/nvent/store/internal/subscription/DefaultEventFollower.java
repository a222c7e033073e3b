package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.Operation;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.subscription.EventFollower;
import dev.nvent.store.subscription.SubscribedEvent;
import java.util.List;

/** Reads the events of a source up to the horizon of their table. */
final class DefaultEventFollower implements EventFollower {

    private static final Operation POLL = Operation.of("subscriptions.follow");
    private static final int MAX_EVENTS = 1_000;

    private final Database database;
    private final Horizons horizons;
    private final Source source;
    private String server = "";
    private long position;
    /** The last position that a restart of the server cannot take back: that of a committed event, or of the start. */
    private long durable;

    DefaultEventFollower(Database database, String tablePrefix, Source source, long position) {
        this.database = database;
        this.horizons = new Horizons(database, tablePrefix);
        this.source = source;
        this.position = position;
        this.durable = position;
        horizons.watch(source.table());
    }

    @Override
    public List<SubscribedEvent> poll() {
        horizons.poll();
        View horizon = horizons.of(source.table());
        DefaultSubscriptions.checkFollowable(source.table(), horizon);
        if (!horizon.server().equals(server)) {
            server = horizon.server();
            position = durable;
        }
        if (horizon.lastId() < position) {
            throw new SchemaException(
                    source.table().table().getName(),
                    "ids of events that continue after " + position,
                    "a sequence that was set back to " + horizon.lastId(),
                    null);
        }
        return position < horizon.settled() ? read(horizon.settled()) : List.of();
    }

    private List<SubscribedEvent> read(long settled) {
        List<SubscribedEvent> events =
                database.read(POLL, SourceStatements.read(source, 1, 0, position, settled, MAX_EVENTS));
        if (!events.isEmpty()) {
            durable = events.getLast().id();
        }
        position = events.size() < MAX_EVENTS ? settled : durable;
        return events;
    }
}
