package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A table for each type of generic subject. */
abstract class StreamTypesContract extends OperationContract {

    StreamTypesContract(ContractStore store) {
        super(store);
    }

    @Test
    void a_table_is_made_on_first_use_and_named_after_the_second_segment() {
        String name = unique();
        append("nq:" + name + ":x");
        append("nq:" + name + ":y:z");
        append("nq:" + name);

        assertThat(store.streamTables()).containsEntry("nq:" + name, "nvent_stream_" + name);
    }

    @Test
    void reading_makes_no_table() {
        String subject = "nq:" + unique();

        assertThat(store.read(subject, Map.of()).events()).isEmpty();
        assertThat(store.deleteEvents(subject)).isFalse();
        assertThat(store.streamTables()).doesNotContainKey(subject);
    }

    @Test
    void a_second_namespace_with_the_same_segment_gets_a_table_of_its_own() {
        String name = unique();
        append("one:" + name + ":x");
        append("two:" + name + ":x");

        String one = store.streamTables().get("one:" + name);
        assertThat(store.streamTables().get("two:" + name)).isNotNull().isNotEqualTo(one);
    }

    @Test
    void dropping_one_type_touches_no_other() {
        String name = unique();
        for (String subject : List.of("one:" + name + ":x", "two:" + name + ":x", "one:" + name + "x:x")) {
            append(subject);
        }

        assertThat(store.dropStreamTable("one:" + name)).isTrue();
        assertThat(store.dropStreamTable("one:" + name)).isFalse();

        assertThat(store.streamTables()).doesNotContainKey("one:" + name).containsKey("two:" + name);
        assertThat(count("one:" + name + ":x")).isZero();
        assertThat(count("two:" + name + ":x")).isOne();
        assertThat(count("one:" + name + "x:x")).isOne();
    }

    @Test
    void a_dropped_type_begins_anew() {
        String subject = "nq:" + unique();
        append(subject);
        store.dropStreamTable(subject);
        append(subject);

        assertThat(count(subject)).isOne();
    }

    @Test
    void names_that_no_table_can_have_are_fine() {
        String tail = unique();
        for (String type : List.of("A:ÄÖ " + tail, "B:\"'; DROP--" + tail, "C:" + "x".repeat(500) + tail, "D:", "E")) {
            append(type + ":x");
            assertThat(count(type + ":x")).isOne();
        }
        assertThat(store.streamTables().values()).doesNotHaveDuplicates();
    }

    private void append(String subject) {
        store.append(subject, Map.of("type", "t"));
    }

    private int count(String subject) {
        return store.read(subject, Map.of()).events().size();
    }
}
