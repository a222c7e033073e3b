package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.stream.AppendResult;
import dev.nvent.store.stream.AppendResult.Appended;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.SplitPeriod;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stream types that are split by time, and joined again. */
class SplitStreamTest extends SplitStreamFixture {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    SplitStreamTest() {
        super(STORE);
    }

    @Test
    void a_type_is_split_once_and_listed_with_its_period() {
        append("a");

        assertThat(STORE.store().streamTypes().split(type, SplitPeriod.MONTH)).isTrue();
        assertThat(STORE.store().streamTypes().split(type, SplitPeriod.DAY)).isFalse();

        assertThat(STORE.store().streamTypes().list())
                .filteredOn(known -> known.subjectType().equals(type))
                .singleElement()
                .satisfies(known -> assertThat(known.splitBy()).contains(SplitPeriod.DAY));
        assertThat(parts()).hasSize(2);
    }

    @Test
    void a_type_can_be_split_before_its_first_event() {
        split();

        append("a");

        assertThat(types()).containsExactly("a");
    }

    @Test
    void a_new_part_begins_when_the_period_of_the_newest_is_over() {
        append("a");
        split();
        append("b");
        sweep(FOREVER);
        assertThat(parts()).hasSize(2);

        roll();
        append("c");

        assertThat(parts()).hasSize(3);
        assertThat(eventsOfPart(parts().getLast())).isEqualTo(1);
    }

    @Test
    void other_types_keep_their_unique_keys() {
        String other = "notsplit:" + type;
        STORE.store().stream(other).append(NewEvent.of("a").withKey("k"));
        split();

        assertThat(STORE.store().stream(other)
                        .append(NewEvent.of("a").withKey("k"))
                        .isDuplicate())
                .isTrue();
        assertThat(((Appended) STORE.store().stream(other + ":v").append(0, List.of(NewEvent.of("a")))).version())
                .isEqualTo(1);
        assertThat(STORE.store().stream(other + ":v").append(0, List.of(NewEvent.of("a"))))
                .isEqualTo(new AppendResult.Conflict(0, 1));
    }

    @Test
    void a_dropped_type_is_not_split_when_it_is_created_again() {
        append("a");
        split();
        roll();

        assertThat(STORE.store().streamTypes().drop(type)).isTrue();
        append("b");

        assertThat(types()).containsExactly("b");
        assertThat(parts()).isEmpty();
    }

    @Test
    void joining_moves_all_events_back_to_one_table() {
        stream().append(NewEvent.of("a").withKey("a"));
        split();
        roll();
        append("b");

        assertThat(STORE.store().streamTypes().join(type)).isTrue();
        assertThat(STORE.store().streamTypes().join(type)).isFalse();

        append("c");
        assertThat(stream().append(NewEvent.of("a").withKey("a")).isDuplicate()).isTrue();
        assertThat(types()).containsExactly("a", "b", "c");
        assertThat(STORE.store().streamTypes().list())
                .filteredOn(known -> known.subjectType().equals(type))
                .singleElement()
                .satisfies(known -> assertThat(known.splitBy()).isEqualTo(Optional.empty()));
    }

    @Test
    void a_split_in_a_transaction_and_of_a_subject_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store()
                        .inTransaction(transaction -> transaction.streamTypes().split(type, SplitPeriod.DAY)))
                .withMessageContaining("transaction");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().streamTypes().split(subject, SplitPeriod.DAY))
                .withMessageContaining("segments");
    }
}
