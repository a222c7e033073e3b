package dev.nvent.store.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.error.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class EventTest {

    private record Order(String id, int items) {}

    private static Event event(String json) {
        return new Event(7, Instant.EPOCH, "paid", null, null, null, null, null, json, null, null, false);
    }

    @Test
    void a_change_of_the_given_tree_does_not_reach_the_new_event() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("amount", 1);
        NewEvent event = NewEvent.of("paid").withData(tree);

        tree.put("amount", 2);

        assertThat(event.json()).isEqualTo("{\"amount\":1}");
    }

    @Test
    void a_change_of_the_given_collection_does_not_reach_the_new_event() {
        List<Object> list = new ArrayList<>(List.of(1));
        NewEvent event = NewEvent.of("paid").withData(Map.of("items", list));

        list.add(2);

        assertThat(event.json()).isEqualTo("{\"items\":[1]}");
    }

    @Test
    void a_change_of_a_returned_tree_does_not_reach_the_event() {
        Event event = event("{\"amount\": 1}");

        ((ObjectNode) event.tree()).put("amount", 2);

        assertThat(event.tree().get("amount").intValue()).isEqualTo(1);
    }

    @Test
    void json_text_is_kept_as_it_is() {
        String json = "{ \"price\": 1.10, \"name\": \"\\u00e9\" }";

        assertThat(NewEvent.of("paid").withJson(json).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "1 2",
                "{\"a\":1,\"a\":2}",
                "[{\"a\":{\"b\":1,\"b\":1}}]",
                "NaN",
                "'a'",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "1e100000"
            })
    void json_text_that_would_not_be_stored_as_it_is_is_refused(String json) {
        NewEvent event = NewEvent.of("paid");

        assertThatThrownBy(() -> event.withJson(json)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void no_payload_is_json_null() {
        assertThat(NewEvent.of("paid").json()).isEqualTo("null");
        assertThat(event("null").data()).isNull();
        assertThat(event("null").data(Order.class)).isNull();
    }

    @Test
    void a_payload_is_converted_to_a_record() {
        assertThat(event("{\"id\": \"a\", \"items\": 2}").data(Order.class)).isEqualTo(new Order("a", 2));
        assertThat(NewEvent.of("paid").withData(new Order("a", 2)).json()).isEqualTo("{\"id\":\"a\",\"items\":2}");
    }

    @Test
    void events_are_equal_whatever_the_format_of_their_payload() {
        assertThat(event("{\"a\":1,\"b\":2}"))
                .isEqualTo(event("{\"b\": 2, \"a\": 1}"))
                .hasSameHashCodeAs(event("1"));
        assertThat(event("{\"a\":1}")).isNotEqualTo(event("{\"a\":2}"));
        assertThat(NewEvent.of("paid").withJson("{\"a\": 1}"))
                .isEqualTo(NewEvent.of("paid").withData(Map.of("a", 1)));
    }
}
