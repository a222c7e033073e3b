package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A store in its own schema for one test class. Records the statements that it sends. A leaked connection fails the test.
 */
public final class TestStore implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String schema = "store_" + NUMBER.incrementAndGet();
    private final String prefix;
    private final UnaryOperator<StoreOptions> more;
    private final StatementRecorder statements = new StatementRecorder();
    private HikariDataSource pool;
    private DataSource dataSource;
    private NventStore store;
    private int nesting;

    public TestStore() {
        this("nvent");
    }

    public TestStore(String prefix) {
        this(prefix, UnaryOperator.identity());
    }

    private TestStore(String prefix, UnaryOperator<StoreOptions> more) {
        this.prefix = prefix;
        this.more = more;
    }

    /** With the table of {@link Customers}. */
    public static TestStore withCustomers() {
        return withCustomers("nvent");
    }

    /** With the table of {@link Customers}, under a prefix. */
    public static TestStore withCustomers(String prefix) {
        return new TestStore(
                prefix, options -> options.withMigrations(Customers.MIGRATIONS).withIndexes(Customers.INDEX));
    }

    /** With the table of {@link Customers}, under a prefix, and the index of {@link TypedCustomers} in it. */
    static TestStore withTypedCustomers(String prefix) {
        return new TestStore(
                prefix, options -> options.withMigrations(Customers.MIGRATIONS).withIndexes(TypedCustomers.INDEX));
    }

    public NventStore store() {
        return store;
    }

    public String schema() {
        return schema;
    }

    public String prefix() {
        return prefix;
    }

    /** A pool on the same database whose statements are recorded. */
    public DataSource dataSource() {
        return dataSource;
    }

    public StoreOptions options() {
        return more.apply(plainOptions());
    }

    /** On the same tables, without what the caller has of their own. */
    public StoreOptions plainOptions() {
        return StoreOptions.of(dataSource).withSchema(schema).withPrefix(prefix);
    }

    /** The texts of all statements so far. */
    public Set<String> statementTexts() {
        return statements.texts();
    }

    /** The statements that {@code work} sends. */
    public List<String> statementsOf(Runnable work) {
        return queriesOf(work).stream().map(QueryInfo::getQuery).toList();
    }

    /** The statements that {@code work} sends, with their bind values. */
    public List<QueryInfo> queriesOf(Runnable work) {
        return statements.during(work);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // JUnit calls this for each nested class too, which shares the store of the outer class.
        if (nesting++ > 0) {
            return;
        }
        open();
    }

    /** For a store of one test; others are opened as an extension. */
    public void open() {
        pool = new HikariDataSource();
        pool.setDataSource(TestPostgres.hostile(TestPostgres.url()));
        pool.setMaximumPoolSize(70);
        pool.setMinimumIdle(0);
        dataSource = ProxyDataSourceBuilder.create(pool).listener(statements).build();
        if (CitusDatabase.given().isPresent()) {
            distribute();
        }
        store = NventStore.open(options());
    }

    private void distribute() {
        TestPostgres.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        NventStore.open(options()).close();
        new SchemaMigrator(pool, new Namespace(schema, prefix)).distribute(CitusDatabase.layout());
        statements.texts().clear();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        // The store may still be removing an expired key in the background.
        for (int wait = 0; wait < 200 && pool.getHikariPoolMXBean().getActiveConnections() > 0; wait++) {
            Thread.sleep(5);
        }
        assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                .as("leaked connections")
                .isZero();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--nesting > 0) {
            return;
        }
        close();
    }

    public void close() {
        store.close();
        pool.close();
    }
}
