package dev.nvent.store.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.observation.OperationResult;
import dev.nvent.store.observation.OperationResult.Path;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreObservationsTest {

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final StoreObservations observations = new StoreObservations(registry);

    @Test
    void an_operation_becomes_an_observation_with_few_key_values() {
        observations
                .started("stream.append", "shop:order")
                .finished(new OperationResult(Path.FAST, 2, Duration.ofMillis(1), Optional.empty()));

        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("nvent.store.operation")
                .hasContextualNameEqualTo("stream.append shop:order")
                .hasBeenStarted()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("operation", "stream.append")
                .hasLowCardinalityKeyValue("target", "shop:order")
                .hasLowCardinalityKeyValue("path", "fast")
                .hasLowCardinalityKeyValue("outcome", "success")
                .hasLowCardinalityKeyValue("retries", "2");
    }

    @Test
    void an_error_is_recorded() {
        var error = new IllegalStateException("the database is down");

        observations
                .started("kv.get", "kv")
                .finished(new OperationResult(Path.FAST, 0, Duration.ofMillis(1), Optional.of(error)));

        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "error")
                .hasError(error);
    }

    @Test
    void an_operation_within_another_is_its_child() {
        var parents = new ArrayList<String>();
        registry.observationConfig().observationHandler(context -> {
            ObservationView parent = context.getParentObservation();
            return parents.add(parent == null ? "none" : parent.getContextView().getContextualName());
        });

        var outer = observations.started("inTransaction", "none");
        var inner = observations.started("kv.set", "kv");
        inner.finished(new OperationResult(Path.FAST, 0, Duration.ofMillis(1), Optional.empty()));
        outer.finished(new OperationResult(Path.SLOW, 0, Duration.ofMillis(2), Optional.empty()));

        TestObservationRegistryAssert.assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
        assertThat(parents).containsExactly("none", "inTransaction none");
    }
}
