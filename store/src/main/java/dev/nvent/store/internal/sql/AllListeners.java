package dev.nvent.store.internal.sql;

import dev.nvent.store.observation.OperationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Notifies listeners in order, and of the end in the reverse order, so that their scopes nest. One that throws does not keep the
 * others from being notified.
 */
record AllListeners(List<OperationListener> listeners) implements OperationListener {

    @Override
    public Ongoing started(String operation, String target) {
        var ongoing = new ArrayList<Ongoing>(listeners.size());
        listeners.forEach(listener -> Observations.notify(() -> ongoing.add(listener.started(operation, target))));
        return result -> ongoing.reversed().forEach(each -> Observations.notify(() -> each.finished(result)));
    }

    @Override
    public void groupCommitted(int writes, Duration wait) {
        listeners.forEach(listener -> Observations.notify(() -> listener.groupCommitted(writes, wait)));
    }
}
