package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, written by one implementation and read and changed by the other. */
class KeyValueInteroperabilityTest extends InteroperabilityTest {

    @ParameterizedTest
    @EnumSource
    void a_key_is_set_replaced_deleted_and_cleared_for_both(Direction direction) {
        Implementation writer = writer(direction);
        Implementation reader = reader(direction);
        for (Object value : List.of(1, -2.5, true, "text", List.of(1, "a"), SampleData.AWKWARD)) {
            writer.call("kv.set", "key:one", value);
            assertThat(reader.call("kv.get", "key:one")).isEqualTo(JsonValues.normalized(value));
        }
        reader.call("kv.set", "key:two", "mine");
        reader.call("kv.set", "other", "stays");

        writer.call("kv.delete", "key:one");
        assertThat(reader.call("kv.get", "key:one")).isNull();
        writer.call("kv.set", "key:one", "again");
        assertThat(writer.call("kv.clear", "key:*")).isEqualTo(JsonValues.normalized(2));
        assertThat(reader.call("kv.get", "key:two")).isNull();
        assertThat(reader.call("kv.get", "other")).isEqualTo("stays");
    }

    @ParameterizedTest
    @EnumSource
    void a_key_expires_for_both(Direction direction) throws InterruptedException {
        writer(direction).call("kv.set", "short", "value", 1);
        writer(direction).call("kv.set", "long", "value", 100);
        assertThat(reader(direction).call("kv.get", "short")).isEqualTo("value");

        Thread.sleep(1_100);

        assertThat(reader(direction).call("kv.get", "short")).isNull();
        assertThat(reader(direction).call("kv.get", "long")).isEqualTo("value");
        writer(direction).call("kv.set", "long", "for ever");
        assertThat(database.strings(
                        "SELECT count(*) FROM \"%s\".\"%s_kv\" WHERE expires_at IS NOT NULL AND key = 'long'"
                                .formatted(namespace.schema(), namespace.prefix())))
                .containsExactly("0");
    }
}
