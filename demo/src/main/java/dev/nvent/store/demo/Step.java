package dev.nvent.store.demo;

import java.time.Duration;

/**
 * A step of a flow.
 *
 * @param name the name of the step
 * @param typical the typical duration
 * @param failureRate the probability that an attempt fails
 * @param error the type of failures; null if the step never fails
 * @param awaited the trigger that the step waits for; null for a step that does work
 * @param emits the event that the step emits when it completes; null for none
 */
record Step(String name, Duration typical, double failureRate, String error, String awaited, String emits) {

    /** A step that does work and never fails. */
    static Step of(String name, Duration typical) {
        return new Step(name, typical, 0, null, null, null);
    }

    /** A step that waits until a trigger fires for the run. */
    static Step awaiting(String trigger, Duration typical) {
        return new Step("await-" + trigger, typical, 0, null, trigger, null);
    }

    /** Returns a copy whose attempts may fail. */
    Step failing(double rate, String error) {
        return new Step(name, typical, rate, error, awaited, emits);
    }

    /** Returns a copy that emits an event when it completes. */
    Step emitting(String event) {
        return new Step(name, typical, failureRate, error, awaited, event);
    }

    boolean awaits() {
        return awaited != null;
    }
}
