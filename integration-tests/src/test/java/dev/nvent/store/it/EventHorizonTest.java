package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nvent.store.internal.catalog.Catalog;
import dev.nvent.store.internal.catalog.StreamTable;
import dev.nvent.store.internal.subscription.Horizons;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Up to which event a follower may read without missing one that commits later. */
class EventHorizonTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final StreamTable<?> FLOW_EVENTS =
            new Catalog().streamTables().getFirst();
    private static final StreamTable<?> STREAM = new Catalog().streamTables().getLast();

    private final Horizons horizons = horizons();

    @BeforeEach
    void watch_all_tables_and_make_them_settle() {
        new Catalog().streamTables().forEach(horizons::watch);
        append();
        STORE.store().stream("horizon:some:1").append(NewEvent.of("e"));
        horizons.poll();
        assertThat(settled()).isEqualTo(lastId());
    }

    @Test
    void an_event_settles_with_its_commit() {
        long id = append();
        horizons.poll();

        assertThat(settled()).isEqualTo(id);
    }

    @Test
    void an_open_writer_delays_only_ids_that_it_may_have_drawn() throws SQLException {
        long before = append();
        horizons.poll();
        try (Connection writer = begin()) {
            long late = insert(writer);
            append();
            horizons.poll();
            horizons.poll();
            assertThat(settled()).isEqualTo(before);

            writer.commit();
            horizons.poll();
            assertThat(settled()).isEqualTo(late + 1);
        }
    }

    @Test
    void ids_of_a_rolled_back_writer_are_skipped_at_once() throws SQLException {
        try (Connection writer = begin()) {
            long dead = insert(writer);
            long id = append();
            writer.rollback();
            horizons.poll();

            assertThat(id).isGreaterThan(dead);
            assertThat(settled()).isEqualTo(id);
        }
    }

    @Test
    void a_savepoint_that_is_rolled_back_does_not_hide_the_ids_drawn_before_it() throws SQLException {
        try (Connection writer = begin()) {
            insert(writer);
            Savepoint savepoint = writer.setSavepoint();
            insert(writer);
            writer.rollback(savepoint);
            long before = settled();
            append();
            horizons.poll();

            assertThat(settled()).isEqualTo(before);
            writer.rollback();
        }
    }

    @Test
    void a_transaction_that_writes_elsewhere_delays_nothing() throws SQLException {
        try (Connection other = begin()) {
            try (Statement statement = other.createStatement()) {
                statement.execute("INSERT INTO " + STORE.schema() + ".nvent_kv (key, value) VALUES ('x', '1')");
                statement.executeQuery("SELECT * FROM " + STORE.schema() + ".nvent_flow_events");
            }
            long id = append();
            horizons.poll();

            assertThat(settled()).isEqualTo(id);
            other.rollback();
        }
    }

    @Test
    void a_writer_through_the_parent_or_the_partition_holds_up_generic_streams() throws SQLException {
        for (String table : List.of("nvent_stream", "nvent_stream_some")) {
            try (Connection writer = begin();
                    Statement statement = writer.createStatement()) {
                horizons.poll();
                long before = horizons.of(STREAM).settled();
                statement.execute("INSERT INTO " + STORE.schema() + "." + table
                        + " (subject_type, subject, ts, type) VALUES ('horizon:some', 'horizon:some:2', 1, 'e')");
                STORE.store().stream("horizon:some:1").append(NewEvent.of("e"));
                horizons.poll();

                assertThat(horizons.of(STREAM).settled()).as(table).isEqualTo(before);
                writer.rollback();
            }
        }
    }

    @Test
    void a_prepared_transaction_holds_up_until_it_is_committed() throws SQLException {
        assumeTrue(!TestPostgres.strings("SHOW max_prepared_transactions")
                .getFirst()
                .equals("0"));
        horizons.poll();
        long before = settled();
        try (Connection writer = begin();
                Statement statement = writer.createStatement()) {
            long late = insert(writer);
            append();
            horizons.poll();
            statement.execute("PREPARE TRANSACTION 'horizon'");
            writer.commit();
            append();
            horizons.poll();
            assertThat(settled()).isEqualTo(before);

            TestPostgres.execute("COMMIT PREPARED 'horizon'");
            horizons.poll();
            assertThat(settled()).isEqualTo(late + 2);
        }
    }

    @Test
    void locks_are_looked_up_only_after_a_write() throws SQLException {
        horizons.poll();
        try (Connection locker = begin();
                Statement statement = locker.createStatement()) {
            statement.execute("DELETE FROM " + STORE.schema() + ".nvent_flow_events WHERE id = -1");
            assertThat(horizons.poll()).isFalse();
            locker.rollback();
        }
    }

    @Test
    void a_sequence_that_caches_values_is_refused() {
        alterSequence("CACHE 10");
        try {
            horizons.poll();
            assertThat(horizons.of(FLOW_EVENTS).problem()).isEqualTo("cache");
        } finally {
            alterSequence("CACHE 1");
        }
    }

    @Test
    void a_sequence_that_descends_or_cycles_is_refused() {
        alterSequence("CYCLE");
        try {
            horizons.poll();
            assertThat(horizons.of(FLOW_EVENTS).problem()).isEqualTo("order");
        } finally {
            alterSequence("NO CYCLE");
        }
    }

    @Test
    void a_follower_misses_nothing_of_many_writers_that_commit_in_any_order() throws Exception {
        Set<Long> committed = ConcurrentHashMap.newKeySet();
        var stop = new AtomicBoolean();
        List<Long> seen = new ArrayList<>();
        Set<Long> seenByLastId = new HashSet<>();
        try (Connection unrelated = begin();
                Connection reader = TestPostgres.hostile(TestPostgres.url()).getConnection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            unrelated.createStatement().execute("INSERT INTO " + STORE.schema() + ".nvent_kv VALUES ('y', '1')");
            horizons.poll();
            long position = settled();
            long lastSeen = position;
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 12; writer++) {
                var random = new Random(writer);
                writers.add(threads.submit(() -> write(random, stop, committed)));
            }
            long end = System.nanoTime() + 3_000_000_000L;
            boolean isLast = false;
            while (!isLast) {
                if (System.nanoTime() > end && stop.compareAndSet(false, true)) {
                    for (Future<?> writer : writers) {
                        writer.get();
                    }
                }
                isLast = stop.get();
                for (long id : ids(reader, lastSeen, Long.MAX_VALUE)) {
                    seenByLastId.add(id);
                    lastSeen = id;
                }
                horizons.poll();
                long settled = settled();
                if (settled > position) {
                    seen.addAll(ids(reader, position, settled));
                    position = settled;
                }
            }
            unrelated.rollback();
        }

        assertThat(seen).isSorted().doesNotHaveDuplicates();
        assertThat(new ConcurrentSkipListSet<>(seen)).isEqualTo(new ConcurrentSkipListSet<>(committed));
        assertThat(seenByLastId)
                .as("a reader that continues after the last id misses events")
                .hasSizeLessThan(committed.size());
    }

    private static Void write(Random random, AtomicBoolean stop, Set<Long> committed) throws Exception {
        try (Connection connection = begin()) {
            while (!stop.get()) {
                var ids = new ArrayList<Long>();
                pause(random, 4, 20);
                for (int n = random.nextInt(3); n >= 0; n--) {
                    Savepoint savepoint = connection.setSavepoint();
                    long id = insert(connection);
                    pause(random, 6, 30);
                    if (random.nextInt(5) == 0) {
                        connection.rollback(savepoint);
                    } else {
                        ids.add(id);
                    }
                }
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    committed.addAll(ids);
                }
            }
        }
        return null;
    }

    private static void pause(Random random, int oneIn, int millis) throws InterruptedException {
        if (random.nextInt(oneIn) == 0) {
            Thread.sleep(random.nextInt(millis));
        }
    }

    private static List<Long> ids(Connection reader, long after, long to) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + STORE.schema()
                        + ".nvent_flow_events WHERE id > " + after + " AND id <= " + to + " ORDER BY id")) {
            var ids = new ArrayList<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private static Horizons horizons() {
        return Horizons.on(STORE.dataSource(), new Namespace(STORE.schema(), STORE.prefix()));
    }

    private long settled() {
        return horizons.of(FLOW_EVENTS).settled();
    }

    private long lastId() {
        return horizons.of(FLOW_EVENTS).lastId();
    }

    private static long append() {
        return STORE.store().stream(new FlowRunEvents("run"))
                .append(NewEvent.of("e").withFlowName("f"))
                .id();
    }

    private static void alterSequence(String change) {
        TestPostgres.execute("ALTER SEQUENCE " + STORE.schema() + ".nvent_flow_events_id_seq " + change);
    }

    private static Connection begin() throws SQLException {
        Connection connection = TestPostgres.hostile(TestPostgres.url()).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static long insert(Connection connection) {
        return STORE.store().using(connection).stream(new FlowRunEvents("run"))
                .append(NewEvent.of("e").withFlowName("f"))
                .id();
    }
}
