package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOperations;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.ReadOnlyException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hot standby: reads on it, writes that it refuses, and its promotion, which the last test does. */
@Tag("slow")
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicaTest {

    private static final Duration WAIT = Duration.ofSeconds(20);

    private static ReplicatedServers servers;
    private static NventStore primary;

    @BeforeAll
    static void start() throws IOException {
        servers = ReplicatedServers.start();
        primary = NventStore.open(StoreOptions.of(servers.primaryUrl()).withReadReplica(servers.standbyUrl()));
        primary.flows().add("flow", 1, Patch.of(FlowFields.DISPLAY_NAME, "replicated"));
        primary.stream("replica:events:1").append(NewEvent.of("written"));
        primary.kv().set("key", 1);
        assertThat(primary.replica(WAIT)).isSameAs(primary.replica());
    }

    @AfterAll
    static void stop() throws IOException {
        if (primary != null) {
            primary.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    @Test
    void a_store_on_a_standby_reads() {
        try (NventStore standby = NventStore.open(servers.standbyUrl())) {
            assertReads(standby);
        }
    }

    @Test
    void the_replica_of_a_store_reads() {
        assertReads(primary.replica());
    }

    private static void assertReads(StoreOperations store) {
        assertThat(store.flows().get("flow").orElseThrow().get(FlowFields.DISPLAY_NAME))
                .isEqualTo("replicated");
        assertThat(store.flows().read().entries()).hasSize(1);
        assertThat(store.stream("replica:events:1").read(EventQuery.all()).events())
                .hasSize(1);
        assertThat(store.kv().get("key")).contains(1);
        assertThat(store.kv().keys("*").keys()).contains("key");
        assertThat(store.streamTypes().list()).isNotEmpty();
        assertThat(store.reports().dsl().fetchValue("SELECT pg_is_in_recovery()"))
                .isEqualTo(true);
    }

    @ParameterizedTest(name = "group commit: {0}")
    @ValueSource(booleans = {true, false})
    void a_store_on_a_standby_refuses_writes_at_once(boolean groupCommit) {
        try (NventStore standby =
                NventStore.open(StoreOptions.of(servers.standbyUrl()).withGroupCommit(groupCommit))) {
            ConcurrentCallers.run(8, caller -> {
                assertRefused(() -> standby.kv().set("key", 2));
                assertRefused(() -> standby.stream("replica:events:1").append(NewEvent.of("refused")));
                assertRefused(() -> standby.stream("replica:new type:1").append(NewEvent.of("refused")));
                assertRefused(() -> standby.flows().add("refused", 1, Patch.empty()));
                assertRefused(() -> standby.flows().update("flow", Patch.of(FlowFields.DISPLAY_NAME, "refused")));
                assertRefused(() -> standby.transition().set("key", 2).apply());
                assertRefused(() -> standby.inTransaction(tx -> tx.kv().increment("key", 1)));
                assertRefused(() ->
                        standby.importEvents(events -> events.append("replica:events:1", NewEvent.of("refused"))));
                assertRefused(() -> standby.index("any:index:x").add("id", 1, Map.of()));
                return caller;
            });
        }
    }

    /** A write that is tried again takes 10 seconds. */
    private static void assertRefused(Runnable write) {
        Instant start = Instant.now();
        assertThatExceptionOfType(ReadOnlyException.class)
                .isThrownBy(write::run)
                .withMessageContaining("primary");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void a_caller_that_waits_for_the_replica_reads_its_own_writes() {
        for (int i = 0; i < 50; i++) {
            primary.kv().set("own", i);
            assertThat(primary.replica(WAIT).kv().get("own")).contains(i);
        }
    }

    @Test
    void a_replica_that_is_not_a_standby_is_not_waited_for() {
        try (NventStore store =
                NventStore.open(StoreOptions.of(servers.primaryUrl()).withReadReplica(servers.primaryUrl()))) {
            assertThat(store.replica(WAIT)).isSameAs(store);
        }
    }

    @Test
    void a_store_without_a_replica_reads_on_the_primary() {
        try (NventStore store = NventStore.open(servers.primaryUrl())) {
            assertThat(store.replica()).isSameAs(store);
            assertThat(store.replica(WAIT)).isSameAs(store);
        }
    }

    @Test
    void a_store_opens_without_its_replica() {
        try (NventStore store = NventStore.open(
                StoreOptions.of(servers.primaryUrl()).withReadReplica("postgresql://postgres@127.0.0.1:1/postgres"))) {
            assertThat(store.kv().get("key")).contains(1);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_store_with_both_hosts_goes_on_after_a_promotion() throws Exception {
        try (NventStore store = NventStore.open(servers.clusterUrl())) {
            store.kv().set("before", 1);
            assertThat(primary.replica(WAIT)).isSameAs(primary.replica());

            servers.killPrimary();
            servers.promoteStandby();
            Instant promoted = Instant.now();
            while (!isWritten(store)) {
                Thread.sleep(20);
            }

            assertThat(Duration.between(promoted, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(store.kv().get("before")).contains(1);
        }
    }

    private static boolean isWritten(NventStore store) {
        try {
            store.kv().set("after", 1);
            return true;
        } catch (DatabaseException failed) {
            return false;
        }
    }
}
