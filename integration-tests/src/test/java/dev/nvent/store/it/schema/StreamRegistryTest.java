package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions that others drop, detach or replace, and first uses of several types at once. */
class StreamRegistryTest {

    private static final ScratchSchema SCHEMA = ScratchSchema.migrated("nvent");
    private static NventStore store;

    @BeforeAll
    static void open() {
        store = NventStore.open(SCHEMA.options());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void an_append_creates_a_partition_again_that_was_dropped_by_others() {
        append("nq:dropped");
        SCHEMA.execute("DROP TABLE ${schema}.nvent_stream_dropped");
        assertThat(differences())
                .contains("partition stream_dropped is missing, expected a partition of stream for nq:dropped");

        append("nq:dropped");

        assertThat(count("nq:dropped")).isOne();
        assertThat(differences()).noneMatch(line -> line.contains("stream_dropped"));
        assertThat(store.streamTypes().drop("nq:dropped")).isTrue();
    }

    @Test
    void a_transaction_fails_once_if_the_partition_was_dropped_and_succeeds_when_repeated() {
        append("nq:lost");
        SCHEMA.execute("DROP TABLE ${schema}.nvent_stream_lost");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(
                        () -> store.inTransaction(tx -> tx.stream("nq:lost:1").append(NewEvent.of("a"))));

        store.inTransaction(tx -> tx.stream("nq:lost:1").append(NewEvent.of("a")));
        assertThat(count("nq:lost")).isOne();
    }

    @Test
    void a_detached_partition_is_kept_by_appends_and_by_a_drop_of_its_type() {
        append("nq:archived");
        SCHEMA.execute("ALTER TABLE ${schema}.nvent_stream DETACH PARTITION ${schema}.nvent_stream_archived");

        append("nq:archived");
        assertThat(count("nq:archived")).isOne();
        assertThat(store.streamTypes().drop("nq:archived")).isTrue();
        assertThat(SCHEMA.count("stream_archived")).isOne();

        append("nq:archived");
        SCHEMA.execute("ALTER TABLE ${schema}.nvent_stream DETACH PARTITION ${schema}.nvent_stream_archived_2");
        assertThat(store.streamTypes().drop("nq:archived")).isFalse();
        assertThat(SCHEMA.count("stream_archived_2")).isOne();
    }

    @Test
    void a_partition_attached_by_others_is_registered_on_the_next_first_use() {
        append("nq:replaced");
        SCHEMA.execute("ALTER TABLE ${schema}.nvent_stream DETACH PARTITION ${schema}.nvent_stream_replaced;"
                + "CREATE TABLE ${schema}.mine (LIKE ${schema}.nvent_stream INCLUDING ALL);"
                + "ALTER TABLE ${schema}.nvent_stream ATTACH PARTITION ${schema}.mine FOR VALUES IN ('nq:replaced')");
        try (NventStore other = NventStore.open(SCHEMA.options())) {
            other.stream("nq:replaced:1").append(NewEvent.of("a"));

            assertThat(other.streamTypes().list())
                    .anyMatch(type -> type.tableName().equals("mine"));
        }
        assertThat(differences()).noneMatch(line -> line.startsWith("partition ") && line.contains("replaced"));
    }

    @Test
    @Timeout(20)
    void first_uses_of_two_types_in_two_transactions_crosswise_do_not_deadlock() throws Exception {
        for (int round = 0; round < 3; round++) {
            String one = "nq:one" + round;
            String two = "nq:two" + round;
            var first = new CountDownLatch(1);
            try (var threads = Executors.newFixedThreadPool(2)) {
                Future<?> a = threads.submit(() -> store.inTransaction(tx -> {
                    tx.stream(one).append(NewEvent.of("a"));
                    first.countDown();
                    Thread.sleep(200);
                    return tx.stream(two).append(NewEvent.of("a"));
                }));
                Future<?> b = threads.submit(() -> {
                    first.await();
                    return store.inTransaction(tx -> {
                        tx.stream(two).append(NewEvent.of("b"));
                        return tx.stream(one).append(NewEvent.of("b"));
                    });
                });
                a.get();
                b.get();
            }
            assertThat(count(one) + count(two)).isEqualTo(4);
        }
    }

    @Test
    void partitions_and_tables_of_a_nested_prefix_do_not_collide() {
        ScratchSchema outer = ScratchSchema.migrated("a");
        ScratchSchema inner = new ScratchSchema(new Namespace(outer.namespace().schema(), "a_stream"));
        inner.migrator().migrate();
        try (NventStore other = NventStore.open(outer.options())) {
            other.stream("x:kv").append(NewEvent.of("a"));
            other.stream("x:later").append(NewEvent.of("a"));

            assertThat(other.streamTypes().list())
                    .extracting(type -> type.tableName())
                    .containsExactly("a_streams_kv", "a_streams_later");
        }
        assertThat(outer.migrator().validate()).isEmpty();
        assertThat(inner.migrator().validate()).isEmpty();
    }

    @Test
    void a_sequence_behind_its_table_is_reported_with_the_statement_that_corrects_it() throws Exception {
        ScratchSchema schema = ScratchSchema.migrated("nvent");
        try (NventStore other = NventStore.open(schema.options())) {
            for (String subject : new String[] {"nvent:flow:run:a", "nvent:trigger:event:a", "nq:flow:a"}) {
                other.stream(subject).append(NewEvent.of("a").withFlowName("f"));
                other.stream(subject).append(NewEvent.of("a").withFlowName("f"));
            }
        }
        for (String table : new String[] {"flow_events", "trigger_events", "stream"}) {
            schema.execute("SELECT setval('${schema}.${prefix}_" + table + "_id_seq', 1)");
        }

        var behind = schema.migrator().validate();

        assertThat(behind)
                .extracting(Difference::object)
                .containsExactlyInAnyOrder(
                        "sequence flow_events.id", "sequence trigger_events.id", "sequence stream.id");
        try (Connection connection = schema.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (Difference difference : behind) {
                statement.execute(difference.found().replaceFirst(".*: ", ""));
            }
        }
        assertThat(schema.migrator().validate()).isEmpty();
    }

    private static void append(String subject) {
        store.stream(subject + ":1").append(NewEvent.of("a"));
    }

    private static int count(String type) {
        return Integer.parseInt(
                SCHEMA.strings("SELECT count(*)::text FROM ${schema}.nvent_stream WHERE subject_type = '" + type + "'")
                        .get(0));
    }

    private static List<String> differences() {
        return SCHEMA.migrator().validate().stream().map(Difference::toString).toList();
    }
}
