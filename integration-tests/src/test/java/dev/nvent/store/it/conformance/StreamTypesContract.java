package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One table for each type of generic subject. */
abstract class StreamTypesContract extends OperationContract {

    StreamTypesContract(ContractStore store) {
        super(store);
    }

    @Test
    void a_table_is_created_on_first_use_and_named_after_the_second_segment() {
        String name = unique();
        append("nq:" + name + ":x");
        append("nq:" + name + ":y:z");
        append("nq:" + name);

        assertThat(store.streamTypes()).containsEntry("nq:" + name, "nvent_stream_" + name);
    }

    @Test
    void reading_creates_no_table() {
        String subject = "nq:" + unique();

        assertThat(store.read(subject, Map.of()).events()).isEmpty();
        assertThat(store.deleteEvents(subject)).isFalse();
        assertThat(store.streamTypes()).doesNotContainKey(subject);
    }

    @Test
    void a_second_namespace_with_the_same_segment_gets_its_own_table() {
        String name = unique();
        append("one:" + name + ":x");
        append("two:" + name + ":x");

        String one = store.streamTypes().get("one:" + name);
        assertThat(store.streamTypes().get("two:" + name)).isNotNull().isNotEqualTo(one);
    }

    @Test
    void dropping_one_type_keeps_the_others() {
        String name = unique();
        for (String subject : List.of("one:" + name + ":x", "two:" + name + ":x", "one:" + name + "x:x")) {
            append(subject);
        }

        assertThat(store.dropStreamTable("one:" + name)).isTrue();
        assertThat(store.dropStreamTable("one:" + name)).isFalse();

        assertThat(store.streamTypes()).doesNotContainKey("one:" + name).containsKey("two:" + name);
        assertThat(count("one:" + name + ":x")).isZero();
        assertThat(count("two:" + name + ":x")).isOne();
        assertThat(count("one:" + name + "x:x")).isOne();
    }

    @Test
    void a_dropped_type_can_be_used_again() {
        String subject = "nq:" + unique();
        append(subject);
        store.dropStreamTable(subject);
        append(subject);

        assertThat(count(subject)).isOne();
    }

    @Test
    void types_that_are_no_valid_table_names_are_accepted() {
        String tail = unique();
        for (String type : List.of("A:ÄÖ " + tail, "B:\"'; DROP--" + tail, "C:" + "x".repeat(500) + tail, "D:", "E")) {
            append(type + ":x");
            assertThat(count(type + ":x")).isOne();
        }
        assertThat(store.streamTypes().values()).doesNotHaveDuplicates();
    }

    private void append(String subject) {
        store.append(subject, Map.of("type", "t"));
    }

    private int count(String subject) {
        return store.read(subject, Map.of()).events().size();
    }
}
