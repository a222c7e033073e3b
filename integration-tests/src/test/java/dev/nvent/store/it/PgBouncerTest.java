package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store behind PgBouncer in transaction mode. The conformance suite has the results of single operations. */
@Tag("slow")
@Timeout(60)
class PgBouncerTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static PgBouncer pooler;

    @BeforeAll
    static void start() throws IOException {
        pooler = PgBouncer.start();
    }

    @AfterAll
    static void stop() {
        if (pooler != null) {
            pooler.close();
        }
    }

    @Test
    void group_commit_works_through_it() {
        STORE.store().flows().add("grouped", 1, Patch.empty());
        try (NventStore store = NventStore.open(options().withGroupCommit(true))) {
            ConcurrentCallers.run(caller -> {
                for (int round = 0; round < 20; round++) {
                    store.flows().increment("grouped", FlowFields.STATS_TOTAL, 1);
                    store.stream("bouncer:grouped:1").append(NewEvent.of("written"));
                    store.kv().increment("bouncer:grouped", 1);
                }
                return caller;
            });

            int writes = 20 * ConcurrentCallers.COUNT;
            assertThat(store.flows().get("grouped").orElseThrow().get(FlowFields.STATS_TOTAL))
                    .isEqualTo(writes);
            assertThat(store.stream("bouncer:grouped:1").stream(EventQuery.all()))
                    .hasSize(writes);
            assertThat(store.kv().get("bouncer:grouped").orElseThrow()).hasToString("" + writes);
        }
    }

    @Test
    void stores_opened_concurrently_on_an_empty_database_migrate_it_once() {
        String schema = STORE.schema() + "_bouncer_opened";
        StoreOptions options = StoreOptions.of(pooler.url()).withSchema(schema);

        ConcurrentCallers.run(6, caller -> {
            try (NventStore store = NventStore.open(options)) {
                return store.kv().increment("opened", 1);
            }
        });

        var direct = new SchemaMigrator(TestPostgres.hostile(TestPostgres.url()), new Namespace(schema, "nvent"));
        assertThat(direct.validate()).isEmpty();
        assertThat(direct.migrate()).isZero();
        direct.rollbackTo("16", DataLoss.ACCEPTED);
        ConcurrentCallers.run(6, caller -> {
            NventStore.open(options).close();
            return caller;
        });
        assertThat(direct.validate()).isEmpty();
        assertThat(TestPostgres.strings("SELECT objid::text FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND (classid::bigint << 32 | objid::bigint)"
                        + " = hashtextextended('" + schema + ".nvent_flyway_history', 0)"))
                .isEmpty();
    }

    @Test
    void imports_transactions_and_queries_run_side_by_side() {
        try (NventStore store = NventStore.open(options())) {
            ConcurrentCallers.run(16, caller -> {
                for (int round = 0; round < 10; round++) {
                    store.importEvents(events -> {
                        for (int i = 0; i < 100; i++) {
                            events.append("bouncer:import" + caller + ":1", NewEvent.of("imported"));
                        }
                    });
                    store.inTransaction(tx -> {
                        tx.kv().increment("bouncer:transactions", 1);
                        return tx.stream("bouncer:transaction:1").append(NewEvent.of("written"));
                    });
                    assertThat(store.reports().dsl().fetchValue("SELECT 1")).isEqualTo(1);
                }
                assertThat(store.stream("bouncer:import" + caller + ":1").stream(EventQuery.all()))
                        .hasSize(1_000);
                return caller;
            });

            assertThat(store.kv().get("bouncer:transactions").orElseThrow()).hasToString("160");
        }
    }

    @Test
    void a_pool_of_the_caller_with_the_defaults_of_the_driver_works() {
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(pooler.url());
            try (NventStore store = NventStore.open(StoreOptions.of(pool).withSchema(STORE.schema()))) {
                ConcurrentCallers.run(16, caller -> {
                    for (int round = 0; round < 50; round++) {
                        store.kv().increment("bouncer:own pool", 1);
                        assertThat(store.kv().get("bouncer:own pool")).isPresent();
                    }
                    return caller;
                });

                assertThat(store.kv().get("bouncer:own pool").orElseThrow()).hasToString("800");
            }
        }
    }

    @Test
    void no_time_limit_of_the_store_stays_behind_in_it() {
        try (NventStore store = NventStore.open(options())) {
            assertThat(store.reports().dsl().fetchValue("SELECT current_setting('lock_timeout')"))
                    .isEqualTo("0");
        }
    }

    private static StoreOptions options() {
        return StoreOptions.of(pooler.url()).withSchema(STORE.schema());
    }
}
