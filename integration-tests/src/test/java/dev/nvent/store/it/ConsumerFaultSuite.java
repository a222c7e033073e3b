package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Faults of servers under subscriptions and workers. Run it with {@code make faults}, which writes docs/faults.md. Each event
 * must be handled, each effect in the database be there once, and the events of a key be handled in their order.
 */
@EnabledIfSystemProperty(named = "nvent.faults", matches = "true")
class ConsumerFaultSuite {

    private static final long BEFORE_MILLIS = 3_000;
    private static final long AFTER_MILLIS = 3_000;
    private static final List<String> ROWS = new ArrayList<>();

    private ReplicatedServers servers;

    /** The fault of a scenario, which calls {@link ConsumerScenario#failing} when it has occurred. */
    private interface Fault {
        void happen(ConsumerScenario scenario) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        servers = ReplicatedServers.start();
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @AfterAll
    static void report() throws IOException {
        String table = """
                | fault | handlers | acknowledged | handled | lost | doubled | keys out of order | longest pause | first write | first call |
                |---|---|---|---|---|---|---|---|---|---|
                """ + String.join("\n", ROWS) + "\n";
        FaultReport.write(
                "Subscriptions and workers",
                """
                %d writers append events of %d keys and add entries that are due, some in transactions that commit late or are
                rolled back. Three processes, each a store of its own, handle them: an at-least-once and a transactional
                subscription with six partitions each, and workers. *Handled* are the writes with an effect: a call of the
                handler at least once, else an effect in the database; *lost* are those without, *doubled* those with more than
                one. *Longest pause* is the time without any call of a handler. *First write* and *first call* are the times
                from the kill to the first answer to a write that began later, and to the first call with such a write.

                A connection that fails is tried again every 50 milliseconds before the pool pauses, so calls go on soon
                after the end of an outage. A frozen primary is given up after the socket timeout, and the other host is tried after the time limits
                of encryption and login at the frozen one, 3 seconds each. PgBouncer has the settings of [pgbouncer.md](pgbouncer.md).

                Measured on %s with PostgreSQL of the operating system, all servers on one machine, with a socket timeout of 4
                seconds. What the old server acknowledged after the dump began counts only where the dump has it.

                """.formatted(FaultWrites.WRITERS, FaultWrites.KEYS, LocalDate.now(ZoneOffset.UTC)) + table);
    }

    @Test
    void server_killed() throws Exception {
        run("kill -9 of the server, started again", servers.primaryUrl(), scenario -> {
            servers.crashPrimary();
            scenario.failing();
            servers.startPrimary();
        });
    }

    @Test
    void standby_promoted() throws Exception {
        servers.replicateSynchronously();
        run("kill -9 of the primary, synchronous standby promoted", servers.clusterUrl(), scenario -> {
            servers.crashPrimary();
            scenario.failing();
            servers.promoteStandby();
        });
    }

    @Test
    void primary_frozen() throws Exception {
        servers.replicateSynchronously();
        run("primary frozen (SIGSTOP), synchronous standby promoted", servers.clusterUrl(), scenario -> {
            servers.freezePrimary();
            scenario.failing();
            servers.promoteStandby();
        });
        servers.crashPrimary();
    }

    @Test
    void server_behind_a_pooler_killed() throws Exception {
        try (PgBouncer pooler = PgBouncer.start(servers.primaryUrl())) {
            run("kill -9 of the server behind PgBouncer, started again", pooler.url(), scenario -> {
                servers.crashPrimary();
                scenario.failing();
                servers.startPrimary();
            });
        }
    }

    @Test
    void dumped_and_restored() throws Exception {
        try (ReplicatedServers others = ReplicatedServers.start();
                var proxy = new FaultProxy(servers.primaryUrl())) {
            run("dumped while in use, restored into a new cluster at the same address", proxy.url(), scenario -> {
                long dumped = System.nanoTime();
                Path dump = servers.dump();
                others.restore(dump);
                servers.crashPrimary();
                scenario.failing();
                scenario.writes().leftBehindSince(dumped);
                proxy.moveTo(others.primaryUrl());
            });
        }
    }

    private void run(String fault, String url, Fault happens) throws Exception {
        try (var scenario = new ConsumerScenario(url)) {
            Waits.pause(BEFORE_MILLIS);
            happens.happen(scenario);
            scenario.awaitRecovery();
            Waits.pause(AFTER_MILLIS);
            scenario.drain();
            List<ConsumerOutcome> outcomes = scenario.outcomes();
            long firstWrite = scenario.writes().firstSinceNanos();
            outcomes.forEach(outcome -> ROWS.add(outcome.row(fault, firstWrite)));
            assertThat(outcomes).allSatisfy(outcome -> {
                assertThat(outcome.lost()).as("lost").isZero();
                assertThat(outcome.keysOutOfOrder()).as("out of order").isZero();
                assertThat(outcome.ofNothing()).allMatch(scenario.writes()::mayBeLeftBehind);
                if (outcome.exactlyOnce()) {
                    assertThat(outcome.doubled()).as("doubled").isZero();
                    assertThat(outcome.ofNothing()).isEmpty();
                }
            });
        }
    }
}
