package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.StreamVersioningException;
import dev.nvent.store.stream.AppendResult;
import dev.nvent.store.stream.AppendResult.Appended;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Appends, imports and reads across the parts of a split type: order, idempotency keys and versions. */
class SplitStreamAppendTest extends SplitStreamFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    SplitStreamAppendTest() {
        super(STORE);
    }

    @Test
    void events_keep_their_order_across_parts() {
        append("a", "b");
        split();
        append("c");
        roll();
        append("d", "e");

        assertThat(types()).containsExactly("a", "b", "c", "d", "e");
        List<Event> newestFirst = stream()
                .read(EventQuery.all().withOrder(EventQuery.Order.NEWEST_FIRST).withLimit(4))
                .events();
        assertThat(newestFirst).extracting(Event::type).containsExactly("e", "d", "c", "b");
        assertThat(stream()
                        .read(EventQuery.all().withAfter(newestFirst.getLast().id()))
                        .events())
                .extracting(Event::type)
                .containsExactly("c", "d", "e");
        assertThat(stream().stream(EventQuery.all()).map(Event::type)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void an_idempotency_key_of_an_older_part_is_a_duplicate() {
        Event stored = stream().append(NewEvent.of("a").withKey("k"));
        split();
        roll();

        Event again = stream().append(NewEvent.of("b").withKey("k"));

        assertThat(again.isDuplicate()).isTrue();
        assertThat(again.id()).isEqualTo(stored.id());
        assertThat(types()).containsExactly("a");
    }

    @Test
    void a_batch_appends_what_no_part_has() {
        stream().append(NewEvent.of("a").withKey("a"));
        split();
        stream().append(NewEvent.of("b").withKey("b"));
        roll();

        List<Event> appended = stream()
                .appendAll(List.of(
                        NewEvent.of("b").withKey("b"),
                        NewEvent.of("x"),
                        NewEvent.of("c").withKey("c"),
                        NewEvent.of("a").withKey("a")));

        assertThat(appended).extracting(Event::isDuplicate).containsExactly(true, false, false, true);
        assertThat(types()).containsExactly("a", "b", "x", "c");
    }

    @Test
    void transitions_and_imports_find_the_keys_of_older_parts() {
        stream().append(NewEvent.of("a").withKey("a"));
        split();
        roll();

        STORE.store()
                .transition()
                .append(subject, NewEvent.of("a").withKey("a"))
                .append(subject, NewEvent.of("b").withKey("b"))
                .apply();
        long imported = STORE.store().importEvents(events -> {
            events.append(subject, NewEvent.of("a").withKey("a"));
            events.append(subject, NewEvent.of("b").withKey("b"));
            events.append(subject, NewEvent.of("c").withKey("c"));
        });

        assertThat(imported).isEqualTo(1);
        assertThat(types()).containsExactly("a", "b", "c");
    }

    @Test
    void an_import_without_keys_goes_to_the_newest_part() {
        append("a");
        split();

        STORE.store().importEvents(events -> {
            for (int i = 0; i < 100; i++) {
                events.append(subject, NewEvent.of("imported"));
            }
        });

        assertThat(eventsOfPart(parts().getLast())).isEqualTo(100);
    }

    @Test
    void versions_continue_across_parts() {
        stream().append(0, List.of(NewEvent.of("a"), NewEvent.of("b")));
        split();
        roll();

        assertThat(stream().append(1, List.of(NewEvent.of("x")))).isEqualTo(new AppendResult.Conflict(1, 2));
        assertThat(stream().append(0, List.of(NewEvent.of("x")))).isEqualTo(new AppendResult.Conflict(0, 2));
        assertThat(((Appended) stream().append(2, List.of(NewEvent.of("c"), NewEvent.of("d")))).version())
                .isEqualTo(4);
        roll();
        assertThat(((Appended) stream().append(4, List.of(NewEvent.of("e").withKey("e")))).version())
                .isEqualTo(5);
        assertThat(stream().read().events()).extracting(Event::version).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThatExceptionOfType(StreamVersioningException.class)
                .isThrownBy(() -> stream().append(NewEvent.of("without")));
    }

    @Test
    void keys_of_a_split_type_are_refused_in_transactions_with_one_snapshot() {
        append("a");
        split();

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> STORE.store().inTransaction(transaction -> {
                    transaction.reports().dsl().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
                    return transaction.stream(subject).append(NewEvent.of("b").withKey("b"));
                }))
                .withMessageContaining("READ COMMITTED");
        assertThat(types()).containsExactly("a");
    }
}
