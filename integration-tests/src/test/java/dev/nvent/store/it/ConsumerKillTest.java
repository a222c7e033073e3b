package dev.nvent.store.it;

import static dev.nvent.store.it.Waits.await;
import static dev.nvent.store.it.Waits.pause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.SubscriptionStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three consumers, of which one is killed by SIGKILL and replaced, and one is stopped by SIGSTOP for longer than its leases. */
@Timeout(120)
@Tag("slow")
class ConsumerKillTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final int TASKS = 500;
    private static final int KEYS = 8;

    /** Longer than the lease of a partition, 5 s. */
    private static final long PAUSE_MILLIS = 6_500;

    private static final List<Process> CONSUMERS = new ArrayList<>();
    private static final Map<String, List<Long>> APPENDED = new ConcurrentHashMap<>();

    @BeforeAll
    static void disturb() throws Exception {
        for (int i = 0; i < 3; i++) {
            CONSUMERS.add(start());
        }
        await(() -> owners() == 3);
        TestPostgres.execute("INSERT INTO " + STORE.schema() + ".nvent_index_entries (subject, id, score) SELECT '"
                + ConsumerProcess.TASKS + "', 'task' || n, n FROM generate_series(1, " + TASKS + ") AS n");
        Thread writer = Thread.ofVirtual().start(() -> append(1_000));
        pause(300);
        signal("STOP", CONSUMERS.get(0));
        CONSUMERS.get(1).destroyForcibly();
        CONSUMERS.add(start());
        pause(PAUSE_MILLIS);
        signal("CONT", CONSUMERS.get(0));
        writer.join();
        await(() -> lag() == 0 && STORE.store().index(ConsumerProcess.TASKS).count(IndexQuery.all()) == 0);
    }

    @AfterAll
    static void kill() throws InterruptedException {
        for (Process consumer : CONSUMERS) {
            consumer.destroyForcibly().waitFor();
        }
    }

    @Test
    void each_event_has_its_effect_once_and_in_order() {
        assertThat(APPENDED)
                .hasSize(KEYS)
                .allSatisfy((subject, ids) -> assertThat(effects(subject)).isEqualTo(ids));
    }

    @Test
    void each_entry_is_completed_once() {
        assertThat(TestPostgres.strings("SELECT subject FROM " + STORE.schema() + ".nvent_stream WHERE subject LIKE '"
                        + ConsumerProcess.COMPLETIONS + "%'"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, TASKS)
                        .mapToObj(n -> ConsumerProcess.COMPLETIONS + "task" + n)
                        .toList());
    }

    private static void append(int events) {
        for (int i = 0; i < events; i++) {
            String subject = ConsumerProcess.SOURCE + ":" + i % KEYS;
            long id =
                    STORE.store().stream(subject).append(NewEvent.of("placed")).id();
            APPENDED.computeIfAbsent(subject, key -> new CopyOnWriteArrayList<>())
                    .add(id);
            pause(5);
        }
    }

    /** The ids of the events that had an effect. */
    private static List<Long> effects(String subject) {
        return STORE.store().stream(ConsumerProcess.EFFECTS + subject).stream(EventQuery.all())
                .map(event -> event.data(Long.class))
                .toList();
    }

    private static long owners() {
        return status().stream()
                .flatMap(status -> status.partitions().stream())
                .flatMap(partition -> partition.owner().stream())
                .distinct()
                .count();
    }

    private static long lag() {
        return status().orElseThrow().lag().events();
    }

    private static Optional<SubscriptionStatus> status() {
        return STORE.store().subscriptions().status(ConsumerProcess.SUBSCRIPTION);
    }

    private static Process start() throws IOException {
        Process consumer = JavaProcess.start(ConsumerProcess.class, TestPostgres.url(), STORE.schema());
        Thread.ofVirtual().start(() -> discard(consumer));
        return consumer;
    }

    /** A process blocks when the buffer of its unread output is full. */
    private static void discard(Process process) {
        try (var output = process.getInputStream()) {
            output.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String signal, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
