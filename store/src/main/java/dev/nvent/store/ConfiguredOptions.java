package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Options as system properties and the environment have them. The connection is that of the first source that names one,
 * as a whole: {@code nvent.store.connection}, {@code nvent.connections.postgres}, {@code DATABASE_URL}.
 */
final class ConfiguredOptions {

    private static final String STORE = "nvent.store";
    private static final String CONNECTION = "nvent.store.connection";
    private static final String SHARED_CONNECTION = "nvent.connections.postgres";
    private static final String ENVIRONMENT = "DATABASE_URL";

    private ConfiguredOptions() {}

    static StoreOptions read(Map<String, String> properties, Map<String, String> environment) {
        var own = new PropertySource(CONNECTION, properties);
        var shared = new PropertySource(SHARED_CONNECTION, properties);
        if (own.isPresent()) {
            return options(connection(own), properties);
        }
        if (shared.isPresent()) {
            return options(connection(shared), properties);
        }
        String url = environment.get(ENVIRONMENT);
        if (url == null) {
            throw new InvalidInputException(
                    "connection", "one of " + CONNECTION + ", " + SHARED_CONNECTION + " and " + ENVIRONMENT, "none");
        }
        return options(ConnectionOptions.of(url), properties);
    }

    private static StoreOptions options(ConnectionOptions connection, Map<String, String> properties) {
        var store = new PropertySource(STORE, properties);
        StoreOptions options = StoreOptions.of(connection);
        options = with(options, store.text("prefix"), StoreOptions::withPrefix);
        options = with(options, store.text("schema"), StoreOptions::withSchema);
        options = with(options, store.flag("autoMigrate"), StoreOptions::withAutoMigrate);
        PoolOptions pool = PoolOptions.DEFAULT;
        pool = with(pool, store.number("poolSize"), PoolOptions::withMaxSize);
        pool = with(pool, store.number("minIdle"), PoolOptions::withMinIdle);
        pool = with(pool, store.millis("idleTimeoutMillis"), PoolOptions::withIdleTimeout);
        pool = with(pool, store.millis("connectTimeoutMillis"), PoolOptions::withConnectTimeout);
        pool = with(pool, store.millis("connectionTimeoutMillis"), PoolOptions::withConnectionTimeout);
        pool = with(pool, store.millis("socketTimeoutMillis"), PoolOptions::withSocketTimeout);
        pool = with(pool, store.millis("statementTimeoutMillis"), PoolOptions::withStatementTimeout);
        pool = with(pool, store.millis("lockTimeoutMillis"), PoolOptions::withLockTimeout);
        options = with(options, store.text("readReplica"), StoreOptions::withReadReplica);
        options = with(options, store.millis("closeTimeoutMillis"), StoreOptions::withCloseTimeout);
        store.refuseUnknown(new PropertySource(CONNECTION, properties));
        return options.withPool(pool);
    }

    private static ConnectionOptions connection(PropertySource source) {
        ConnectionOptions connection = source.value()
                .map(ConnectionOptions::of)
                .orElseGet(() -> ConnectionOptions.of(
                        source.text("host").orElse("localhost"),
                        source.number("port").orElse(5432),
                        source.text("database").orElse("nvent")));
        connection = with(connection, source.text("user"), ConnectionOptions::withUser);
        connection = with(connection, source.text("password"), ConnectionOptions::withPassword);
        connection = with(connection, source.text("ssl").map(TlsMode::parse), ConnectionOptions::withTls);
        connection = with(connection, source.text("sslRootCert"), ConnectionOptions::withRootCertificate);
        source.refuseUnknown();
        return connection;
    }

    private static <O, V> O with(O options, Optional<V> value, BiFunction<O, V, O> setter) {
        return value.map(present -> setter.apply(options, present)).orElse(options);
    }
}
