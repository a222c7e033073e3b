package dev.nvent.store.it.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All of {@link SampleData}, written by one implementation and read by the other. */
class SampleDataInteroperabilityTest extends InteroperabilityTest {

    @ParameterizedTest
    @EnumSource
    void both_implementations_read_equal_data(Direction direction) {
        sample.writeTo(writer(direction));

        assertThat(sample.readFrom(reader(direction))).isEqualTo(sample.readFrom(writer(direction)));
    }
}
