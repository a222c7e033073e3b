package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of servers and networks under writers. Run it with {@code make faults}, which writes docs/faults.md. Acknowledged
 * writes must be there once, and every other write at most once.
 */
@EnabledIfSystemProperty(named = "nvent.faults", matches = "true")
class FaultSuite {

    private static final int WRITERS = 16;
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(3);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final String SUBJECT = "faults:writes:1";

    private static final List<String> ROWS = new ArrayList<>();

    private ReplicatedServers servers;
    private FaultProxy proxy;

    /** The fault of a scenario, which occurs while writers write. */
    private interface Fault {
        void happen() throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        start(ReplicatedServers.start());
    }

    private void start(ReplicatedServers started) throws IOException {
        servers = started;
        proxy = new FaultProxy(servers.primaryUrl());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        servers.close();
    }

    @AfterAll
    static void report() throws IOException {
        String table = """
                | fault | group commit | acknowledged | lost | failed, yet stored | failed | doubled | longest call | longest pause |
                |---|---|---|---|---|---|---|---|---|
                """ + String.join("\n", ROWS) + "\n";
        FaultReport.write("Writers", """
                %d writers append events while servers and networks fail; what was acknowledged is compared with what is stored.
                *Failed, yet stored* are writes without an answer, whose callers got an error that is not safe to retry.
                *Longest call* is how long a caller waited at most for a result or an error; the limits are those of
                [timeouts.md](timeouts.md), with a socket timeout of 4 seconds. *Longest pause* is the time without any
                acknowledged write.

                Measured on %s with PostgreSQL of the operating system, a primary and a standby on one machine.

                """.formatted(WRITERS, LocalDate.now(ZoneOffset.UTC)) + table);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void backends_killed(boolean groupCommit) throws Exception {
        run("kill -9 of a backend (crash recovery)", servers.primaryUrl(), groupCommit, () -> {
            try (Connection connection = connect();
                    ResultSet row = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sessions_terminated(boolean groupCommit) throws Exception {
        run("pg_terminate_backend of all sessions", servers.primaryUrl(), groupCommit, () -> {
            try (Connection connection = connect()) {
                terminateSessions(connection);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void server_restarted(boolean groupCommit) throws Exception {
        run("server killed and started again", servers.primaryUrl(), groupCommit, () -> {
            servers.killPrimary();
            Thread.sleep(1_000);
            servers.startPrimary();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void standby_promoted(boolean groupCommit) throws Exception {
        servers.replicateSynchronously();
        run("primary killed, synchronous standby promoted", servers.clusterUrl(), groupCommit, () -> {
            servers.killPrimary();
            servers.promoteStandby();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connections_cut(boolean groupCommit) throws Exception {
        run("connections cut", proxy.url(), groupCommit, () -> proxy.cut());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answers_lost(boolean groupCommit) throws Exception {
        run("answers lost, then connections cut", proxy.url(), groupCommit, () -> {
            proxy.silenceAnswers();
            Thread.sleep(500);
            proxy.cut();
            proxy.heal();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void network_silent(boolean groupCommit) throws Exception {
        run("network silent for 8 seconds", proxy.url(), groupCommit, () -> {
            proxy.silence();
            Thread.sleep(8_000);
            proxy.heal();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void network_refuses(boolean groupCommit) throws Exception {
        run("connections refused for 8 seconds", proxy.url(), groupCommit, () -> {
            proxy.refuse();
            Thread.sleep(8_000);
            proxy.heal();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answers_ended(boolean groupCommit) throws Exception {
        run("connections half-closed", proxy.url(), groupCommit, () -> proxy.halfClose());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connections_exhausted(boolean groupCommit) throws Exception {
        run("all connections of the server taken for 5 seconds", servers.primaryUrl(), groupCommit, () -> {
            var taken = new ArrayList<Connection>();
            try {
                for (int i = 0; i < 200; i++) {
                    taken.add(connect());
                }
            } catch (SQLException full) {
                // Those of the store are ended, and it gets no new ones.
                terminateSessions(taken.getLast());
            }
            Thread.sleep(5_000);
            for (Connection connection : taken) {
                connection.close();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sessions_behind_a_pooler_terminated(boolean groupCommit) throws Exception {
        try (PgBouncer pooler = PgBouncer.start(servers.primaryUrl())) {
            run("sessions behind PgBouncer terminated", pooler.url(), groupCommit, () -> {
                try (Connection connection = connect()) {
                    terminateSessions(connection);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void disk_full(boolean groupCommit) throws Exception {
        stop();
        Path disk = Files.createTempDirectory("nvent-disk");
        command("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString());
        try {
            start(ReplicatedServers.start(Files.createDirectory(disk.resolve("servers")), Map.of()));
            Path filler = disk.resolve("filler");
            run(
                    "disk of the server full for 5 seconds, then the server started again",
                    servers.primaryUrl(),
                    groupCommit,
                    () -> {
                        fill(filler);
                        Thread.sleep(5_000);
                        Files.delete(filler);
                        servers.killPrimary();
                        servers.startPrimary();
                    });
        } finally {
            stop();
            command("umount", disk.toString());
            start();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clock_set(boolean groupCommit) throws Exception {
        Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
        assumeTrue(Files.exists(library), "libfaketime is not installed");
        stop();
        Path directory = Files.createTempDirectory("nvent-clock");
        Path clock = Files.writeString(directory.resolve("offset"), "+0");
        start(ReplicatedServers.start(
                directory,
                Map.of(
                        "LD_PRELOAD", library.toString(),
                        "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                        "FAKETIME_NO_CACHE", "1")));
        run("clock of the server set forward and back by an hour", servers.primaryUrl(), groupCommit, () -> {
            Files.writeString(clock, "+1h");
            Thread.sleep(2_000);
            Files.writeString(clock, "-1h");
            Thread.sleep(2_000);
        });
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(servers.primaryUrl() + "&ApplicationName=faults");
    }

    private static void terminateSessions(Connection connection) throws SQLException {
        connection
                .createStatement()
                .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        + " AND backend_type = 'client backend' AND application_name <> 'faults'");
    }

    /** Until nothing more fits. */
    private static void fill(Path file) {
        byte[] bytes = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            // As intended.
        }
    }

    private static void command(String... command) throws Exception {
        assumeTrue(new ProcessBuilder(command).inheritIO().start().waitFor() == 0, () -> String.join(" ", command));
    }

    private void run(String fault, String url, boolean groupCommit, Fault happens) throws Exception {
        var options = StoreOptions.of(url)
                .withGroupCommit(groupCommit)
                .withPool(PoolOptions.DEFAULT
                        .withMaxSize(8)
                        .withSocketTimeout(Duration.ofSeconds(4))
                        .withStatementTimeout(Duration.ofSeconds(3)));
        var writers = new Writers();
        try (NventStore store = NventStore.open(options)) {
            store.stream(SUBJECT).append(NewEvent.of("first"));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int writer = 0; writer < WRITERS; writer++) {
                    threads.submit(() -> writers.write(store));
                }
                try {
                    Thread.sleep(BEFORE);
                    happens.happen();
                    writers.awaitAcknowledgements();
                    Thread.sleep(AFTER);
                } finally {
                    writers.over.set(true);
                }
            }
            Map<String, Long> stored = store.stream(SUBJECT).stream(EventQuery.all())
                    .map(Event::type)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            ROWS.add(writers.row(fault, groupCommit, stored));
            assertThat(writers.lost(stored))
                    .as("acknowledged writes that are lost")
                    .isZero();
            assertThat(writers.doubled(stored)).as("writes stored twice").isZero();
        }
    }

    /** The writers of one scenario. Each write is an event with a type of its own. */
    private static final class Writers {

        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final Set<String> failed = ConcurrentHashMap.newKeySet();
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicLong longestCall = new AtomicLong();
        private final AtomicLong longestPause = new AtomicLong();
        private final AtomicLong lastAcknowledged = new AtomicLong(System.nanoTime());
        private final AtomicBoolean over = new AtomicBoolean();

        void write(NventStore store) {
            while (!over.get()) {
                String type = "write " + number.incrementAndGet();
                long start = System.nanoTime();
                try {
                    store.stream(SUBJECT).append(NewEvent.of(type));
                    acknowledged.add(type);
                    long now = System.nanoTime();
                    longestPause.accumulateAndGet(now - lastAcknowledged.getAndSet(now), Math::max);
                } catch (StoreException e) {
                    failed.add(type);
                }
                longestCall.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        }

        void awaitAcknowledgements() throws InterruptedException {
            int before = acknowledged.size();
            long deadline = System.nanoTime() + MOST.toNanos();
            while (acknowledged.size() < before + WRITERS) {
                assertThat(System.nanoTime()).as("writes succeed again").isLessThan(deadline);
                Thread.sleep(10);
            }
        }

        long lost(Map<String, Long> stored) {
            return acknowledged.stream()
                    .filter(type -> !stored.containsKey(type))
                    .count();
        }

        long doubled(Map<String, Long> stored) {
            return stored.values().stream().filter(times -> times > 1).count();
        }

        String row(String fault, boolean groupCommit, Map<String, Long> stored) {
            long failedYetStored = failed.stream().filter(stored::containsKey).count();
            return "| %s | %s | %,d | %d | %d | %d | %d | %s | %s |"
                    .formatted(
                            fault,
                            groupCommit ? "yes" : "no",
                            acknowledged.size(),
                            lost(stored),
                            failedYetStored,
                            failed.size(),
                            doubled(stored),
                            FaultReport.seconds(longestCall.get()),
                            FaultReport.seconds(longestPause.get()));
        }
    }
}
