package dev.nvent.store.internal.subscription;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.internal.subscription.Horizons.View;
import dev.nvent.store.internal.subscription.SubscriptionStatements.NewSubscription;
import dev.nvent.store.subscription.EventFollower;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.ParkedEvent;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.StartPosition.AfterEvent;
import dev.nvent.store.subscription.StartPosition.AtTime;
import dev.nvent.store.subscription.StartPosition.Beginning;
import dev.nvent.store.subscription.StartPosition.Now;
import dev.nvent.store.subscription.SubscriptionStatus;
import dev.nvent.store.subscription.SubscriptionStatus.OpenWriter;
import dev.nvent.store.subscription.SubscriptionStatus.Partition;
import dev.nvent.store.subscription.Subscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The stored state of all subscriptions. */
public final class DefaultSubscriptions implements Subscriptions {

    /** How long a start now or at a time waits for transactions that may commit events with ids drawn before. */
    private static final Duration SETTLING_LIMIT = Duration.ofSeconds(10);

    private final Database database;
    private final Catalog catalog;
    private final SubjectParser subjects;
    private final String tablePrefix;

    /** @param tablePrefix the beginning of the names of tables */
    public DefaultSubscriptions(Database database, Catalog catalog, SubjectParser subjects, String tablePrefix) {
        this.database = database;
        this.catalog = catalog;
        this.subjects = subjects;
        this.tablePrefix = tablePrefix;
    }

    /** The remedy for a table that cannot be followed. */
    static String explain(String problem) {
        return switch (problem) {
            case "standby" -> "the server is a standby; subscriptions need the primary";
            case "cache" ->
                "the sequence of the event ids caches values, so that ids are not drawn in order; ALTER SEQUENCE … CACHE 1";
            case "order" -> "the sequence of the event ids descends or cycles; ALTER SEQUENCE … INCREMENT 1 NO CYCLE";
            default -> problem;
        };
    }

    Source source(EventSource events) {
        return Source.of(events, catalog, subjects);
    }

    @Override
    public List<String> names() {
        return database.read(Operation.of("subscriptions.names", null), SubscriptionStatements.names());
    }

    @Override
    public Optional<SubscriptionStatus> status(String name) {
        Operation call = call("subscriptions.status", name);
        List<PartitionRow> rows = database.read(call, SubscriptionStatements.partitions(name));
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Source source = source(rows.getFirst().source());
        List<Long> positions = rows.stream().map(PartitionRow::position).toList();
        List<Partition> partitions = rows.stream()
                .map(row -> new Partition(row.number(), row.position(), row.owner(), row.failure()))
                .toList();
        return Optional.of(new SubscriptionStatus(
                name,
                source.events(),
                partitions,
                database.read(call, SourceStatements.lag(source, positions)),
                database.read(call, ParkedStatements.countAll(name)),
                writers(call, source)));
    }

    private List<OpenWriter> writers(Operation call, Source source) {
        return database.read(call, HorizonStatements.writers(tablePrefix, source.stream()));
    }

    @Override
    public List<ParkedEvent> parked(String name) {
        return database.read(call("subscriptions.parked", name), ParkedStatements.list(name));
    }

    @Override
    public boolean retry(String name, long eventId) {
        return database.write(call("subscriptions.retry", name), ParkedStatements.retry(name, eventId));
    }

    @Override
    public int retryAll(String name) {
        return database.write(call("subscriptions.retryAll", name), ParkedStatements.retryAll(name));
    }

    @Override
    public boolean discard(String name, long eventId) {
        return database.write(call("subscriptions.discard", name), ParkedStatements.discard(name, eventId));
    }

    @Override
    public boolean reset(String name, StartPosition position) {
        Operation call = call("subscriptions.reset", name);
        validate(call, () -> required(position, "position"));
        List<PartitionRow> rows = database.read(call, SubscriptionStatements.partitions(name));
        if (rows.isEmpty()) {
            return false;
        }
        long id = position(call, source(rows.getFirst().source()), position);
        return database.write(call, SubscriptionStatements.reset(name, id)) > 0;
    }

    @Override
    public boolean delete(String name) {
        Operation call = call("subscriptions.delete", name);
        return database.inTransaction(call, within -> {
            within.write(call, ParkedStatements.discardAll(name));
            return within.write(call, SubscriptionStatements.delete(name)) > 0;
        });
    }

    @Override
    public EventFollower follow(EventSource events, StartPosition start) {
        Operation call = Operation.of("subscriptions.follow");
        validate(call, () -> required(events, "source"));
        validate(call, () -> required(start, "start"));
        Source source = validate(call, () -> source(events));
        checkFollowable(source);
        return new DefaultEventFollower(database, tablePrefix, source, position(call, source, start));
    }

    /** Creates a subscription unless it exists; checks that it is the same one. */
    void create(Operation call, Settings settings, StartPosition start) {
        List<PartitionRow> rows = database.read(call, SubscriptionStatements.partitions(settings.name()));
        if (rows.isEmpty()) {
            var created = new NewSubscription(
                    settings.name(),
                    settings.partitions(),
                    settings.source().stream(),
                    settings.source().events(),
                    position(call, settings.source(), start));
            database.write(call, SubscriptionStatements.create(created));
            rows = database.read(call, SubscriptionStatements.partitions(settings.name()));
        }
        String stream = rows.getFirst().stream();
        int partitions = rows.getFirst().partitions();
        validate(call, () -> {
            if (!stream.equals(settings.source().stream())) {
                throw InvalidInputException.of(
                        "source",
                        "a source whose events are in the same table as before",
                        "another table",
                        "the subscription exists and follows other events; use another name, or delete it");
            }
            return stream;
        });
        validate(call, () -> {
            if (partitions != settings.partitions()) {
                throw InvalidInputException.of(
                        "partitions",
                        String.valueOf(partitions),
                        String.valueOf(settings.partitions()),
                        "the subscription exists with " + partitions
                                + " partitions, which cannot be changed; use another name, or delete it");
            }
            return partitions;
        });
    }

    private long position(Operation call, Source source, StartPosition start) {
        return switch (start) {
            case Beginning beginning -> 0;
            case Now now -> horizon(source, true).settled();
            case AfterEvent(long id) -> {
                long lastId = horizon(source, false).lastId();
                yield validate(call, () -> {
                    if (id > lastId) {
                        throw new InvalidInputException(
                                "id", "the id of an event, at most " + lastId, String.valueOf(id));
                    }
                    return id;
                });
            }
            case AtTime at -> {
                long settled = horizon(source, true).settled();
                yield database.read(call, SourceStatements.lastBefore(source, at.time(), settled));
            }
        };
    }

    /** @param isSettled whether to wait until no open transaction can commit an event with an id that is already drawn */
    private View horizon(Source source, boolean isSettled) {
        StreamTable<?> table = source.table();
        var horizons = new Horizons(database, tablePrefix);
        horizons.watch(table);
        horizons.poll();
        checkFollowable(table, horizons.of(table));
        long target = horizons.of(table).lastId();
        long deadline = System.nanoTime() + SETTLING_LIMIT.toNanos();
        while (isSettled && horizons.of(table).settled() < target) {
            boolean isInterrupted = Thread.currentThread().isInterrupted();
            if (isInterrupted || System.nanoTime() > deadline) {
                throw new SchemaException(
                        table.table().getName(),
                        "the end of all transactions that have appended events, within " + SETTLING_LIMIT.toSeconds()
                                + " s, to begin now or at a time",
                        (isInterrupted ? "one that was open when the thread was interrupted" : "one that is still open")
                                + "; end it (nvent doctor names it), or begin at the beginning or after an event",
                        null);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            horizons.poll();
        }
        return horizons.of(table);
    }

    /** Refuses a table whose events cannot be followed. */
    static void checkFollowable(StreamTable<?> table, View view) {
        if (!view.problem().isEmpty()) {
            throw new SchemaException(
                    table.table().getName(),
                    "a table whose events can be followed in the order of their ids",
                    "this: " + explain(view.problem()),
                    null);
        }
    }

    /** Refuses a subscription whose events cannot be followed. */
    void checkFollowable(Source source) {
        horizon(source, false);
    }

    private static Operation call(String operation, String name) {
        Operation call = Operation.of(operation, name);
        validate(call, () -> StoredText.checkIndexable(StoredText.checkKey(name, "name"), "name"));
        return call;
    }
}
