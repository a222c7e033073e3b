package dev.nvent.store.internal.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Sets the timeouts of each migration that Flyway runs: a short lock timeout in a transaction, so that a busy table is not
 * blocked for long, and no timeouts outside one, where an index is built without blocking others.
 */
final class LockTimeoutCallback implements Callback {

    private final SqlFiles files;
    private Object @Nullable [] before;

    LockTimeoutCallback(SqlFiles files) {
        this.files = files;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        var session = SqlSession.on(connection, files);
        try {
            if (!connection.getAutoCommit()) {
                if (event == Event.BEFORE_EACH_MIGRATE) {
                    session.limitLockWaits();
                }
            } else if (event == Event.BEFORE_EACH_MIGRATE) {
                before = session.disableTimeouts();
            } else if (before != null && !connection.isClosed()) {
                session.restoreTimeouts(before);
                before = null;
            }
        } catch (SQLException e) {
            throw new FlywayException(e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "lock timeout";
    }
}
