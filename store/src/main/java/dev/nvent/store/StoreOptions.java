package dev.nvent.store;

import static dev.nvent.store.internal.Arguments.elements;
import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.sql.BoundTransactions;
import dev.nvent.store.observation.OperationListener;
import dev.nvent.store.schema.Namespace;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to open a store. Immutable and thread-safe; each option is validated when it is set. {@code toString} shows no
 * password.
 */
public final class StoreOptions {

    /** For statements that take as long as they need; connecting is limited. */
    private static final PoolOptions WITHOUT_LIMITS = PoolOptions.DEFAULT
            .withSocketTimeout(Duration.ZERO)
            .withStatementTimeout(Duration.ZERO)
            .withLockTimeout(Duration.ZERO);

    private final Values values;

    private StoreOptions(Values values) {
        this.values = values;
    }

    /** The value of each option, at first its default. Does not change any more once a StoreOptions holds it. */
    private static final class Values {

        private @Nullable DataSource dataSource;
        private @Nullable ConnectionOptions connection;
        private @Nullable ConnectionOptions readReplica;
        private PoolOptions pool = PoolOptions.DEFAULT;
        private Namespace namespace = Namespace.DEFAULT;
        private boolean autoMigrate = true;
        private boolean groupCommit;
        private RetryPolicy retries = RetryPolicy.DEFAULT;
        private Duration closeTimeout = Duration.ofSeconds(10);
        private List<String> migrations = List.of();
        private List<MetadataField<?>> fields = List.of();
        private List<IndexDefinition<?>> indexes = List.of();
        private JsonConverter json = JsonConverter.DEFAULT;
        private List<OperationListener> listeners = List.of();

        Values() {}

        Values(Values options) {
            this.dataSource = options.dataSource;
            this.connection = options.connection;
            this.readReplica = options.readReplica;
            this.pool = options.pool;
            this.namespace = options.namespace;
            this.autoMigrate = options.autoMigrate;
            this.groupCommit = options.groupCommit;
            this.retries = options.retries;
            this.closeTimeout = options.closeTimeout;
            this.migrations = options.migrations;
            this.fields = options.fields;
            this.indexes = options.indexes;
            this.json = options.json;
            this.listeners = options.listeners;
        }
    }

    /** On a database at a URL, as {@link ConnectionOptions#of(String)} takes it, with a pool of the store's own. */
    public static StoreOptions of(String url) {
        return of(ConnectionOptions.of(url));
    }

    /** On a database, with a pool of the store's own. */
    public static StoreOptions of(ConnectionOptions connection) {
        return new StoreOptions(new Values()).withConnection(connection);
    }

    /** On connections of the caller, which may take part in transactions, as Spring's proxy makes them. */
    public static StoreOptions of(DataSource dataSource) {
        required(dataSource, "dataSource");
        return new StoreOptions(new Values()).with(options -> options.dataSource = dataSource);
    }

    /**
     * As the process is configured. The connection comes, as a whole, from the first of these that is there: the system
     * properties {@code nvent.store.connection}, a URL, or {@code nvent.store.connection.host}, {@code .port},
     * {@code .database}, {@code .user}, {@code .password}, {@code .ssl}, {@code .sslRootCert}; the same below
     * {@code nvent.connections.postgres}; the environment's {@code DATABASE_URL}. The other options come from the system
     * properties {@code nvent.store.prefix}, {@code .schema}, {@code .autoMigrate}, {@code .poolSize}, {@code .minIdle},
     * {@code .idleTimeoutMillis}, {@code .connectTimeoutMillis}, {@code .connectionTimeoutMillis},
     * {@code .socketTimeoutMillis}, {@code .statementTimeoutMillis}, {@code .lockTimeoutMillis},
     * {@code .closeTimeoutMillis}, {@code .readReplica}, a URL. An option that is set
     * afterwards takes precedence.
     *
     * @throws InvalidInputException if there is no connection, or a property that has no meaning
     */
    public static StoreOptions configured() {
        Properties properties = System.getProperties();
        return configured(
                properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(Function.identity(), properties::getProperty)),
                System.getenv());
    }

    /** As {@link #configured()}, from other properties, those of a file for instance, and another environment. */
    public static StoreOptions configured(Map<String, String> properties, Map<String, String> environment) {
        return ConfiguredOptions.read(required(properties, "properties"), required(environment, "environment"));
    }

    /** The prefix of tables and subjects. Defaults to {@code nvent}. */
    public StoreOptions withPrefix(String prefix) {
        return withNamespace(new Namespace(values.namespace.schema(), prefix));
    }

    /** The schema of the tables. Defaults to {@code public}. */
    public StoreOptions withSchema(String schema) {
        return withNamespace(new Namespace(schema, values.namespace.prefix()));
    }

    /** The database, with a pool of the store's own. Replaces a DataSource of the caller. */
    public StoreOptions withConnection(ConnectionOptions connection) {
        required(connection, "connection");
        return with(options -> {
            options.dataSource = null;
            options.connection = connection;
        });
    }

    /**
     * A read replica, on which {@link NventStore#replica()} reads, with a second pool of the same options. The store opens
     * without it, too.
     */
    public StoreOptions withReadReplica(ConnectionOptions readReplica) {
        required(readReplica, "readReplica");
        return with(options -> options.readReplica = readReplica);
    }

    /** As {@link #withReadReplica(ConnectionOptions)}, at a URL. */
    public StoreOptions withReadReplica(String url) {
        return withReadReplica(ConnectionOptions.of(url));
    }

    /** Whether opening the store migrates the schema. Defaults to true. */
    public StoreOptions withAutoMigrate(boolean autoMigrate) {
        return with(options -> options.autoMigrate = autoMigrate);
    }

    /**
     * The store's own pool. Defaults to {@link PoolOptions#DEFAULT}. An error with a DataSource of the caller, whose
     * connections the store does not pool.
     */
    public StoreOptions withPool(PoolOptions pool) {
        required(pool, "pool");
        if (values.dataSource != null) {
            throw new InvalidInputException("pool", "a connection that the store pools", "a DataSource of the caller");
        }
        return with(options -> options.pool = pool);
    }

    /**
     * Whether the single writes of concurrent callers share transactions. Defaults to false. A caller returns when its own
     * write is committed, and fails only because of its own error, except where a commit gets no answer: then all callers of
     * the group get the error. Reads, transactions, transitions and batches are sent as without group commit. Two threads
     * send; at most 10,000 callers wait in the queue, further ones wait to enter it. A write that waits more than 100
     * milliseconds for a row lock leaves its group. A table-level lock (a migration's) blocks all grouped writes.
     *
     * <p>An error with a DataSource of the caller, since a write might belong to the caller's transaction; except with
     * Spring's {@code TransactionAwareDataSourceProxy}: then a write in a Spring transaction is part of it, and only writes
     * outside of transactions share one.
     */
    public StoreOptions withGroupCommit(boolean groupCommit) {
        if (values.dataSource != null && !BoundTransactions.isJoinedBy(values.dataSource)) {
            throw new InvalidInputException(
                    "groupCommit",
                    "a connection that the store pools, or Spring's TransactionAwareDataSourceProxy",
                    "another DataSource of the caller");
        }
        return with(options -> options.groupCommit = groupCommit);
    }

    /** How often a call that conflicted with other writers is tried again. Defaults to {@link RetryPolicy#DEFAULT}. */
    public StoreOptions withRetries(RetryPolicy retries) {
        required(retries, "retries");
        return with(options -> options.retries = retries);
    }

    /**
     * How long closing the store may take in all. Defaults to ten seconds. It waits for the calls under way; those that have
     * no answer after nine tenths of this time lose their connection, unless a DataSource of the caller has it.
     */
    public StoreOptions withCloseTimeout(Duration closeTimeout) {
        if (closeTimeout == null || closeTimeout.isNegative() || closeTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new InvalidInputException(
                    "closeTimeout", "a duration from 0 to one day", String.valueOf(closeTimeout));
        }
        return with(options -> options.closeTimeout = closeTimeout);
    }

    /**
     * The locations of the user's own migrations, which run after the store's: see
     * {@link dev.nvent.store.schema.SchemaMigrator#withMigrations}. Defaults to none. With any, each start takes as long as
     * Flyway does to look for them.
     */
    public StoreOptions withMigrations(String... locations) {
        List<String> all = elements(Arrays.asList(required(locations, "migrations")), String.class, "migrations");
        return with(options -> options.migrations = all);
    }

    /**
     * Adds fields in columns that a migration of the caller has added to tables of the store: {@link
     * dev.nvent.store.field.ColumnField#own ColumnField.own}, {@code CounterField.own}, {@code DocumentField.own}. Defaults to none. From then on the path is stored in the column,
     * whether it is given typed or as text. A value that the overflow column of an entry has at the path, because an older
     * version or the Node adapter has written it, takes precedence over the column, until the store writes the field.
     * Opening the store checks the columns.
     *
     * @throws InvalidInputException if a path is that of another field, or above or below one, or if a column holds another field
     */
    public StoreOptions withFields(MetadataField<?>... fields) {
        List<MetadataField<?>> all = Stream.concat(values.fields.stream(), List.of(required(fields, "fields")).stream())
                .toList();
        new Catalog(all, values.indexes);
        return with(options -> options.fields = all);
    }

    /**
     * Adds tables of the caller that hold sorted indexes. Defaults to none. From then on the subjects of the definitions
     * name indexes in these tables, typed ({@link IndexDefinition#index()}) and as text, with every operation of an index.
     * Entries that a generic index has under such a subject are out of the store's reach, and clients that do not know the
     * definition (the Node adapter, the command line) continue to use the generic index. Opening the store checks the tables.
     *
     * @throws InvalidInputException if two definitions have one table or share a subject, two fields are in one place, or
     *     one is in a column that only the store assigns
     */
    public StoreOptions withIndexes(IndexDefinition<?>... indexes) {
        List<IndexDefinition<?>> all = Stream.concat(
                        values.indexes.stream(), Arrays.stream(required(indexes, "indexes")))
                .toList();
        new Catalog(values.fields, all);
        return with(options -> options.indexes = all);
    }

    /**
     * The Jackson mapper that writes and reads instances of classes: records, beans, enums, {@code Optional}, {@code java.time}
     * and so on. Defaults to Jackson's own rules. Plain values (null, text, booleans, numbers, maps, collections, arrays,
     * trees and instants) are converted by the store whatever the mapper; maps are written with all their entries.
     *
     * <p>Values that were given before the store is known ({@link dev.nvent.store.field.Patch},
     * {@link dev.nvent.store.index.IndexQuery}, {@link dev.nvent.store.stream.NewEvent}) are converted when they are built,
     * by Jackson's own rules; give these a tree of the mapper's, {@code mapper.valueToTree(value)}.
     */
    public StoreOptions withJsonMapper(JsonMapper mapper) {
        required(mapper, "jsonMapper");
        return with(options -> options.json = JsonConverter.of(mapper));
    }

    /** Adds a listener that is notified of every operation. Defaults to none; there may be several. */
    public StoreOptions withListener(OperationListener listener) {
        required(listener, "listener");
        return with(options -> options.listeners =
                Stream.concat(values.listeners.stream(), Stream.of(listener)).toList());
    }

    /** The schema and the prefix of the tables. */
    public Namespace namespace() {
        return values.namespace;
    }

    /**
     * Connections without a pool, each opened when it is asked for, that wait for a statement as long as it takes: for
     * migrations and tools. A DataSource of the caller is handed out as it is.
     */
    public DataSource unpooled() {
        return dataSource().orElseGet(() -> connection().dataSource(WITHOUT_LIMITS));
    }

    Optional<DataSource> dataSource() {
        return Optional.ofNullable(values.dataSource);
    }

    /** The database; there is none with a DataSource of the caller. */
    ConnectionOptions connection() {
        return Objects.requireNonNull(values.connection, "connection");
    }

    PoolOptions pool() {
        return values.pool;
    }

    boolean autoMigrate() {
        return values.autoMigrate;
    }

    boolean groupCommit() {
        return values.groupCommit;
    }

    List<String> migrations() {
        return values.migrations;
    }

    List<MetadataField<?>> fields() {
        return values.fields;
    }

    List<IndexDefinition<?>> indexes() {
        return values.indexes;
    }

    List<OperationListener> listeners() {
        return values.listeners;
    }

    Optional<ConnectionOptions> readReplica() {
        return Optional.ofNullable(values.readReplica);
    }

    Duration closeTimeout() {
        return values.closeTimeout;
    }

    RetryPolicy retries() {
        return values.retries;
    }

    JsonConverter json() {
        return values.json;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StoreOptions["
                + (values.connection == null ? "a DataSource of the caller" : values.connection)
                + ", " + values.namespace + ", autoMigrate=" + values.autoMigrate + ", groupCommit="
                + values.groupCommit + ", " + values.pool + "]";
    }

    private StoreOptions withNamespace(Namespace namespace) {
        return with(options -> options.namespace = namespace);
    }

    private StoreOptions with(Consumer<Values> change) {
        var changed = new Values(values);
        change.accept(changed);
        return new StoreOptions(changed);
    }
}
