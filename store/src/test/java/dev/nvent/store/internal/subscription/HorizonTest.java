package dev.nvent.store.internal.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.internal.subscription.Horizon.Observation;
import dev.nvent.store.internal.subscription.Horizon.Writer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HorizonTest {

    private final Horizon horizon = new Horizon();

    @Test
    void without_writers_everything_up_to_the_last_id_has_settled() {
        observe(7);

        assertThat(horizon.settled()).isEqualTo(7);
    }

    @Test
    void nothing_has_settled_while_the_first_writers_seen_are_open() {
        observe(7, "3/1", "4/1");
        assertThat(horizon.settled()).isEqualTo(Horizon.UNKNOWN);
        observe(9, "4/1");
        assertThat(horizon.settled()).isEqualTo(Horizon.UNKNOWN);
        observe(9);
        assertThat(horizon.settled()).isEqualTo(9);
    }

    @Test
    void a_writer_holds_up_only_ids_drawn_since_it_was_not_there() {
        observe(7);
        observe(10, "3/1");
        assertThat(horizon.settled()).isEqualTo(7);
        observe(12, "3/1", "4/1");
        assertThat(horizon.settled()).isEqualTo(7);
        observe(15, "4/1", "5/1");
        assertThat(horizon.settled()).isEqualTo(10);
        observe(15, "5/1");
        assertThat(horizon.settled()).isEqualTo(12);
    }

    @Test
    void later_writers_never_delay_ids_that_they_cannot_have_drawn() {
        for (int id = 1; id <= 100; id++) {
            observe(id, "3/" + id, "3/" + (id - 1));
        }

        assertThat(horizon.settled()).isEqualTo(98);
    }

    @Test
    void a_prepared_transaction_that_appears_may_be_any_writer_before() {
        observe(7);
        observe(10, "3/1");
        observe(12, "3/1", "4/1");
        horizon.observe(new Observation(15, "a", List.of(new Writer("-1/800", true))));

        assertThat(horizon.settled()).isEqualTo(7);
    }

    @Test
    void a_prepared_transaction_that_keeps_its_id_keeps_its_floor() {
        observe(7);
        observe(10);
        observe(12, "3/1");
        horizon.observe(new Observation(15, "a", List.of(new Writer("3/1", true), new Writer("4/1", false))));

        assertThat(horizon.settled()).isEqualTo(10);
    }

    @Test
    void another_run_of_the_server_starts_again() {
        observe(7);
        horizon.observe(new Observation(9, "b", List.of(new Writer("3/1", false))));
        assertThat(horizon.settled()).isEqualTo(Horizon.UNKNOWN);
        assertThat(horizon.server()).isEqualTo("b");
        horizon.observe(new Observation(9, "b", List.of()));
        assertThat(horizon.settled()).isEqualTo(9);
    }

    @Test
    void a_sequence_that_was_set_back_starts_again() {
        observe(7);
        observe(3, "3/1");
        assertThat(horizon.settled()).isEqualTo(Horizon.UNKNOWN);
        observe(3);
        assertThat(horizon.settled()).isEqualTo(3);
    }

    private void observe(long lastId, String... writers) {
        horizon.observe(new Observation(
                lastId, "a", Stream.of(writers).map(id -> new Writer(id, false)).toList()));
    }
}
