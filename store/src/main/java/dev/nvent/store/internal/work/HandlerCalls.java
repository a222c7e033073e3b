package dev.nvent.store.internal.work;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.index.DueTime;
import dev.nvent.store.work.FailurePolicy;
import dev.nvent.store.work.Outcome;
import dev.nvent.store.work.TaskHandler;
import dev.nvent.store.work.Worker;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jooq.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the handler of a worker; the failure policy decides the outcome of a failure.
 *
 * @param subject as text, for the log
 * @param isClosing whether the worker is being closed, which interrupts handlers
 */
record HandlerCalls<R extends Record>(
        String subject, TaskHandler<R> handler, FailurePolicy failures, BooleanSupplier isClosing) {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    Outcome outcome(HeldTask<R> task) {
        try {
            Outcome outcome = handler.handle(task);
            if (outcome == null) {
                throw new NullPointerException("the handler returned null");
            }
            return withoutFailures(task, outcome);
        } catch (InterruptedException e) {
            return isClosing.getAsBoolean() ? Outcome.dueAgain(DueTime.now()) : afterFailure(task, e);
        } catch (Throwable e) {
            return afterFailure(task, e);
        } finally {
            // An interrupt of the handler must not stop the statement that ends the claim.
            Thread.interrupted();
        }
    }

    private Outcome afterFailure(HeldTask<R> task, Throwable failure) {
        LOG.warn("The handler of '{}' on '{}' failed.", task.id(), subject, failure);
        try {
            return required(failures.after(task, failure), "the outcome after a failure");
        } catch (Throwable e) {
            LOG.error("The failure policy failed for '{}' on '{}'.", task.id(), subject, e);
            return Outcome.ended();
        }
    }

    /** A success resets the count of failures. */
    private Outcome withoutFailures(HeldTask<R> task, Outcome outcome) {
        if (!(outcome instanceof Outcome.DueAgain(DueTime dueTime, Map<String, ?> patch))
                || FailurePolicy.failures(task) == 0
                || patch.containsKey(FailurePolicy.FAILURES)) {
            return outcome;
        }
        var more = new HashMap<String, Object>(patch);
        more.put(FailurePolicy.FAILURES, null);
        return Outcome.dueAgain(dueTime, more);
    }
}
