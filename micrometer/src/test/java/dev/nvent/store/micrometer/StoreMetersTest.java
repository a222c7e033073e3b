package dev.nvent.store.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreMetersTest {

    @Test
    void groups_are_recorded_with_size_and_wait() {
        var registry = new SimpleMeterRegistry();
        var meters = new StoreMeters(registry);

        meters.groupCommitted(3, Duration.ofMillis(2));
        meters.groupCommitted(5, Duration.ofMillis(4));

        assertThat(registry.get("nvent.store.group.size").summary().totalAmount())
                .isEqualTo(8);
        assertThat(registry.get("nvent.store.group.wait").timer().max(TimeUnit.MILLISECONDS))
                .isEqualTo(4);
    }
}
