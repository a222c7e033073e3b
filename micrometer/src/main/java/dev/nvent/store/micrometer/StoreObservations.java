package dev.nvent.store.micrometer;

import dev.nvent.store.observation.OperationListener;
import dev.nvent.store.observation.OperationResult;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/**
 * Creates an observation named {@code nvent.store.operation} for each operation of a store: a timer and a span, depending
 * on the handlers of the registry. Give it to {@link dev.nvent.store.StoreOptions#withListener}.
 *
 * <p>Its keys have few values: {@code operation} ({@code stream.append}), {@code target} (a table or a subject type),
 * {@code path} ({@code fast}, {@code grouped}, {@code slow}), {@code outcome} ({@code success}, {@code error}) and {@code
 * retries}. No key contains an id, a subject or a value.
 */
public final class StoreObservations implements OperationListener {

    /** The name of the observation. */
    public static final String NAME = "nvent.store.operation";

    private final ObservationRegistry registry;

    /** @param registry the registry whose handlers are notified */
    public StoreObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Ongoing started(String operation, String target) {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName(operation + " " + target)
                .lowCardinalityKeyValue("operation", operation)
                .lowCardinalityKeyValue("target", target)
                .start();
        Observation.Scope scope = observation.openScope();
        return result -> finish(observation, scope, result);
    }

    private static void finish(Observation observation, Observation.Scope scope, OperationResult result) {
        scope.close();
        result.error().ifPresent(observation::error);
        observation
                .lowCardinalityKeyValue("path", result.path().name().toLowerCase(Locale.ROOT))
                .lowCardinalityKeyValue("outcome", result.error().isPresent() ? "error" : "success")
                .lowCardinalityKeyValue("retries", String.valueOf(result.retries()))
                .stop();
    }
}
