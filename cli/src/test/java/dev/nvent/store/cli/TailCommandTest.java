package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgres")
class TailCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void the_last_events_are_printed_in_append_order() {
        for (int i = 1; i <= 5; i++) {
            append("tail:last:1", "e" + i);
        }

        var lines = DATABASE.run("tail", "tail:last:1", "-n", "2").lines();
        var json = DATABASE.run("tail", "tail:last:1", "-n", "1", "--json").json();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("  e4");
        assertThat(lines.getLast()).contains("  e5");
        assertThat(json.get("type").stringValue()).isEqualTo("e5");
        assertThat(json.get("data").isNull()).isTrue();
    }

    @Test
    void an_index_cannot_be_tailed() {
        assertThat(DATABASE.run("tail", "nvent:flows").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void follow_delivers_events_that_commit_after_greater_ids_in_their_order() throws SQLException {
        String subject = "tail:late:1";
        append(subject, "known");
        var delivered = new ArrayList<String>();
        try (Connection connection = TestDatabase.connect()) {
            connection.setAutoCommit(false);
            DATABASE.store().using(connection).stream(subject).append(NewEvent.of("late"));
            append(subject, "known");
            var follower = follow(subject);
            append(subject, "new");
            follower.poll(event -> delivered.add(event.type()));
            assertThat(delivered).isEmpty();
            connection.commit();
            follower.poll(event -> delivered.add(event.type()));
        }

        assertThat(delivered).containsExactly("late", "new");
    }

    @Test
    void follow_delivers_an_event_whose_id_was_drawn_before_its_transaction_had_one() throws SQLException {
        String subject = "tail:drawn:1";
        append(subject, "known");
        var follower = follow(subject);
        var delivered = new ArrayList<String>();
        try (Connection connection = TestDatabase.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + DATABASE.schema() + ".nvent_stream IN ROW EXCLUSIVE MODE");
            long id = nextId(statement);
            append(subject, "new");
            follower.poll(event -> delivered.add(event.type()));
            statement.execute("INSERT INTO " + DATABASE.schema() + ".nvent_stream (id, subject_type, subject, ts, type)"
                    + " VALUES (" + id + ", 'tail:drawn', '" + subject + "', 1, 'late')");
            connection.commit();
        }
        follower.poll(event -> delivered.add(event.type()));

        assertThat(delivered).containsExactly("late", "new");
    }

    @Test
    void follow_of_a_long_stream_delivers_nothing_that_was_there() {
        String subject = "tail:long:1";
        DATABASE.store().stream(subject)
                .appendAll(Collections.nCopies(StreamFollower.KNOWN + 500, NewEvent.of("known")));
        var follower = follow(subject);
        append(subject, "new");
        var delivered = new ArrayList<String>();
        follower.poll(event -> delivered.add(event.type()));

        assertThat(delivered).containsExactly("new");
    }

    @Test
    void follow_delivers_each_event_once_with_concurrent_writers() throws InterruptedException {
        String subject = "tail:many:1";
        var stream = DATABASE.store().stream(subject);
        stream.append(NewEvent.of("first"));
        List<Event> known = stream.read(EventQuery.all()).events();
        var follower = new StreamFollower(DATABASE.store().subscriptions(), subject, known);
        var delivered = new ArrayList<Long>();
        var writers = new ArrayList<Thread>();
        for (int w = 0; w < 8; w++) {
            writers.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 100; i++) {
                    append(subject, "e");
                }
            }));
        }
        while (writers.stream().anyMatch(Thread::isAlive)) {
            follower.poll(event -> delivered.add(event.id()));
        }
        follower.poll(event -> delivered.add(event.id()));

        assertThat(delivered)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(stream.stream(
                                EventQuery.all().withAfter(known.getFirst().id()))
                        .map(Event::id)
                        .toList());
    }

    private static StreamFollower follow(String subject) {
        List<Event> last = DATABASE.store().stream(subject)
                .read(EventQuery.all().withOrder(EventQuery.Order.NEWEST_FIRST))
                .events()
                .reversed();
        return new StreamFollower(DATABASE.store().subscriptions(), subject, last);
    }

    private static long nextId(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT nextval(pg_get_serial_sequence('" + DATABASE.schema() + ".nvent_stream', 'id'))")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void append(String subject, String type) {
        DATABASE.store().stream(subject).append(NewEvent.of(type));
    }
}
