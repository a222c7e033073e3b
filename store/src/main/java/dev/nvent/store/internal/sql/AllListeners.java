package dev.nvent.store.internal.sql;

import dev.nvent.store.observation.OperationListener;
import dev.nvent.store.observation.OperationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Notifies listeners in order, and of the end in the reverse order, so that their scopes nest. */
record AllListeners(List<OperationListener> listeners) implements OperationListener {

    @Override
    public Ongoing started(String operation, String target) {
        var ongoing = new ArrayList<Ongoing>(listeners.size());
        listeners.forEach(listener -> ongoing.add(listener.started(operation, target)));
        return result -> finish(ongoing, result);
    }

    @Override
    public void groupCommitted(int writes, Duration wait) {
        listeners.forEach(listener -> listener.groupCommitted(writes, wait));
    }

    private static void finish(List<Ongoing> ongoing, OperationResult result) {
        ongoing.reversed().forEach(each -> each.finished(result));
    }
}
