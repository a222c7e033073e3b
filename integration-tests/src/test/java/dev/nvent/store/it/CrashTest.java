package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.postgres.PostgresServer;
import dev.nvent.store.postgres.ServerRequest;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server process killed during writes: acknowledged writes are stored after crash recovery. */
@Timeout(120)
@Tag("slow")
class CrashTest {

    private static final int CALLERS = 32;

    @ParameterizedTest(name = "group commit: {0}")
    @ValueSource(booleans = {true, false})
    void acknowledged_writes_survive_a_server_crash(boolean groupCommit) throws Exception {
        try (PostgresServer server = PostgresServer.find(durableServer());
                PostgresServer.Database database = server.createDatabase()) {
            // The test can only kill processes of a server that it started itself outside a container.
            assumeFalse(server.isExternal() || server.describe().contains("Docker"), server.describe());
            StoreOptions options = StoreOptions.of(database.jdbcUrl()).withGroupCommit(groupCommit);
            var acknowledged = new ConcurrentLinkedQueue<Long>();
            var attempts = new AtomicInteger();
            var counted = new AtomicInteger();
            var isOver = new AtomicBoolean();
            var failed = new AtomicInteger();
            try (NventStore store = NventStore.open(options);
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                store.flows().add("flow", 1, Patch.empty());
                List<Future<?>> callers = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    callers.add(threads.submit(() -> write(store, isOver, attempts, acknowledged, counted, failed)));
                }
                for (int wait = 0; acknowledged.size() < 500 && wait < 4_000; wait++) {
                    Thread.sleep(5);
                }
                killOneProcessOf(database);
                Thread.sleep(500);
                isOver.set(true);
                for (Future<?> caller : callers) {
                    caller.get();
                }
            }

            // Writes of a group that did not reach COMMIT are retried one by one, so possibly none fails.
            assertThat(failed.get()).isGreaterThanOrEqualTo(groupCommit ? 0 : 1);
            waitFor(database);
            try (NventStore store = NventStore.open(options)) {
                List<Long> ids = store.stream("crash:test:1").stream(EventQuery.all())
                        .map(Event::id)
                        .toList();
                assertThat(ids).containsAll(acknowledged).hasSizeLessThanOrEqualTo(attempts.get());
                assertThat(store.flows().get("flow").orElseThrow().get(FlowFields.STATS_TOTAL))
                        .isBetween(counted.get(), attempts.get());
            }
        }
    }

    /** Continues after an error: a write without an answer may or may not be committed. */
    private static void write(
            NventStore store,
            AtomicBoolean isOver,
            AtomicInteger attempts,
            ConcurrentLinkedQueue<Long> acknowledged,
            AtomicInteger counted,
            AtomicInteger failed) {
        while (!isOver.get()) {
            try {
                attempts.incrementAndGet();
                acknowledged.add(store.stream("crash:test:1")
                        .append(NewEvent.of("written"))
                        .id());
                store.flows().increment("flow", FlowFields.STATS_TOTAL, 1);
                counted.incrementAndGet();
            } catch (DatabaseException crashed) {
                failed.incrementAndGet();
            }
        }
    }

    /** A backend killed by SIGKILL makes the server terminate all other backends and recover from the WAL. */
    private static void killOneProcessOf(PostgresServer.Database database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
                ResultSet row = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
        }
    }

    private static void waitFor(PostgresServer.Database database) throws InterruptedException {
        for (int tries = 0; tries < 300; tries++) {
            try {
                DriverManager.getConnection(database.jdbcUrl()).close();
                return;
            } catch (SQLException recovering) {
                Thread.sleep(100);
            }
        }
    }

    private static ServerRequest durableServer() {
        return ServerRequest.defaults().withDurability();
    }
}
