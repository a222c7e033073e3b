package dev.nvent.store.demo;

import java.time.Duration;

/**
 * A step of a flow.
 *
 * @param name its name
 * @param typical how long it usually takes
 * @param failureRate how often one attempt fails
 * @param error the type of its failures; null if it never fails
 * @param awaited the trigger that it waits for, instead of working; null for a step that works
 * @param emits the event that its end emits; null for none
 */
record Step(String name, Duration typical, double failureRate, String error, String awaited, String emits) {

    /** A step that works and never fails. */
    static Step of(String name, Duration typical) {
        return new Step(name, typical, 0, null, null, null);
    }

    /** A step that waits until a trigger fires for its run. */
    static Step awaiting(String trigger, Duration typical) {
        return new Step("await-" + trigger, typical, 0, null, trigger, null);
    }

    /** The same, but an attempt may fail. */
    Step failing(double rate, String error) {
        return new Step(name, typical, rate, error, awaited, emits);
    }

    /** The same, and its end emits an event. */
    Step emitting(String event) {
        return new Step(name, typical, failureRate, error, awaited, event);
    }

    boolean awaits() {
        return awaited != null;
    }
}
