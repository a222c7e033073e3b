package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of runs and triggers, written by one implementation and read by the other. */
class StreamInteroperabilityTest extends InteroperabilityTest {

    @ParameterizedTest
    @EnumSource
    void an_event_is_read_with_the_id_and_time_that_append_returned(Direction direction) {
        for (String stream : List.of(sample.runEvents(), sample.triggerEvents())) {
            Map<String, Object> written = JsonValues.object(
                    writer(direction).call("stream.append", stream, sample.event(stream, "a", "data")));

            assertThat(JsonValues.objects(reader(direction).call("stream.read", stream))
                            .getFirst())
                    .containsEntry("id", written.get("id"))
                    .containsEntry("ts", written.get("ts"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void reads_by_type_time_order_and_limit_are_equal(Direction direction) throws InterruptedException {
        for (String stream : List.of(sample.runEvents(), sample.triggerEvents())) {
            for (String type : List.of("a", "b", "c", "a")) {
                writer(direction).call("stream.append", stream, sample.event(stream, type, type));
                Thread.sleep(2);
            }
            Object third = JsonValues.objects(writer(direction).call("stream.read", stream))
                    .get(2)
                    .get("ts");
            for (Map<String, Object> options : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of("types", List.of("a", "c")),
                    Map.of("types", List.of("none")),
                    Map.of("from", third),
                    Map.of("to", third),
                    Map.of("order", "desc", "limit", 3),
                    Map.of("limit", 2))) {
                assertThat(JsonValues.withoutRunFields(reader(direction).call("stream.read", stream, options)))
                        .as("%s", options)
                        .isEqualTo(JsonValues.withoutRunFields(writer(direction).call("stream.read", stream, options)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_deleted_stream_is_deleted_for_both(Direction direction) {
        for (String stream : List.of(sample.runEvents(), sample.triggerEvents())) {
            reader(direction).call("stream.append", stream, sample.event(stream, "a", 1));

            assertThat(writer(direction).call("stream.delete", stream)).isEqualTo(true);

            assertThat(reader(direction).call("stream.read", stream)).isEqualTo(List.of());
            assertThat(reader(direction).call("stream.delete", stream)).isEqualTo(false);
        }
    }
}
