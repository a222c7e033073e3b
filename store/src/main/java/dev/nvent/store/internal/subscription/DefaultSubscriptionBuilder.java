package dev.nvent.store.internal.subscription;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.Transaction;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.subject.StreamSubject;
import dev.nvent.store.subscription.EventSource;
import dev.nvent.store.subscription.PullSubscription;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.Subscription;
import dev.nvent.store.subscription.SubscriptionBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Collects what a caller asks for, and starts the subscription. */
public final class DefaultSubscriptionBuilder implements SubscriptionBuilder {

    /** The hash of a stream key has 256 values. */
    private static final int MAX_PARTITIONS = 64;

    private static final int MAX_BATCH = 10_000;

    private final Parts parts;
    private final String name;
    private final Operation call;
    private final Operation transaction;
    private Optional<EventSource> source = Optional.empty();
    private StartPosition start = StartPosition.beginning();
    private int partitions = 1;
    private int batchSize = 100;
    private Duration maxWait = Duration.ZERO;
    private Duration initialBackoff = Duration.ofMillis(100);
    private Duration maxBackoff = Duration.ofMinutes(1);
    private OptionalInt parkAfter = OptionalInt.empty();
    private Duration closeTimeout = Duration.ofSeconds(30);

    /**
     * The parts that all subscriptions of a store share.
     *
     * @param database where events are read and positions saved
     * @param transactions the operations of a transaction on a database
     * @param databases the database of a transaction
     */
    public record Parts(
            Database database,
            SubjectParser subjects,
            DefaultSubscriptions all,
            SubscriptionRunner runner,
            Function<Database, Transaction> transactions,
            Function<Transaction, Database> databases) {}

    /** @param name the name of the subscription */
    public DefaultSubscriptionBuilder(Parts parts, String name) {
        this.parts = parts;
        this.call = Operation.of("subscribe", name);
        this.transaction = Operation.of("subscription.handle", name);
        this.name = validate(call, () -> StoredText.checkIndexable(StoredText.checkKey(name, "name"), "name"));
    }

    @Override
    public SubscriptionBuilder to(String subject) {
        validate(call, () -> parts.subjects().stream(subject));
        return to(EventSource.subject(subject));
    }

    @Override
    public SubscriptionBuilder to(StreamSubject<?> subject) {
        return to(EventSource.subject(validate(call, () -> parts.subjects().text(subject))));
    }

    @Override
    public SubscriptionBuilder to(EventSource newSource) {
        source = Optional.of(validate(call, () -> required(newSource, "source")));
        return this;
    }

    @Override
    public SubscriptionBuilder from(StartPosition newStart) {
        start = validate(call, () -> required(newStart, "start"));
        return this;
    }

    @Override
    public SubscriptionBuilder withPartitions(int number) {
        partitions = validate(call, () -> Checks.range(number, 1, MAX_PARTITIONS, "partitions"));
        return this;
    }

    @Override
    public SubscriptionBuilder withBatchSize(int size) {
        batchSize = validate(call, () -> Checks.range(size, 1, MAX_BATCH, "batchSize"));
        return this;
    }

    @Override
    public SubscriptionBuilder withMaxWait(Duration wait) {
        maxWait = validate(call, () -> Checks.duration(wait, "maxWait"));
        return this;
    }

    @Override
    public SubscriptionBuilder withBackoff(Duration initial, Duration max) {
        initialBackoff = validate(call, () -> Checks.duration(initial, "initial"));
        maxBackoff = validate(call, () -> Checks.duration(max, "max"));
        return this;
    }

    @Override
    public SubscriptionBuilder withParkingAfter(int attempts) {
        parkAfter = OptionalInt.of(validate(call, () -> Checks.range(attempts, 1, Integer.MAX_VALUE, "attempts")));
        return this;
    }

    @Override
    public SubscriptionBuilder withCloseTimeout(Duration timeout) {
        closeTimeout = validate(call, () -> Checks.duration(timeout, "timeout"));
        return this;
    }

    @Override
    public Subscription handle(Handler handler) {
        validate(call, () -> required(handler, "handler"));
        return start(Processing.each(parts.database(), handler));
    }

    @Override
    public Subscription handleBatches(BatchHandler handler) {
        validate(call, () -> required(handler, "handler"));
        return start(Processing.batches(parts.database(), handler));
    }

    @Override
    public Subscription handleInTransaction(TransactionHandler handler) {
        validate(call, () -> required(handler, "handler"));
        return start(Processing.eachInTransaction(transaction, parts.database(), parts.transactions(), handler));
    }

    @Override
    public Subscription handleBatchesInTransaction(TransactionBatchHandler handler) {
        validate(call, () -> required(handler, "handler"));
        return start(Processing.batchesInTransaction(transaction, parts.database(), parts.transactions(), handler));
    }

    @Override
    public PullSubscription pull() {
        var pulled =
                new PulledSubscription(parts.runner(), created(), parts.all(), parts.database(), parts.databases());
        parts.runner().start(call, pulled);
        return pulled;
    }

    private Subscription start(Processing processing) {
        var handled = new HandledSubscription(parts.runner(), created(), parts.all(), parts.database(), processing);
        parts.runner().start(call, handled);
        return handled;
    }

    private Settings created() {
        EventSource events = source.orElseThrow(() -> InvalidInputException.of(
                "source", "a source", "none", "the subscription '" + name + "' has no source; call to(…)"));
        var settings = new Settings(
                name,
                validate(call, () -> parts.all().source(events)),
                partitions,
                batchSize,
                maxWait,
                initialBackoff,
                maxBackoff,
                parkAfter,
                closeTimeout);
        parts.all().checkFollowable(settings.source());
        parts.all().create(call, settings, start);
        return settings;
    }
}
