package dev.nvent.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Keeps a migration from holding up a busy table: in a transaction, a statement that waits for a lock soon gives up.
 * One outside a transaction, which builds an index concurrently, blocks no other statement and may wait.
 */
final class LockLimits implements Callback {

    private final SqlFiles files;
    private Object[] before;

    LockLimits(SqlFiles files) {
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
        var session = new Session(connection, files);
        try {
            if (!connection.getAutoCommit()) {
                if (event == Event.BEFORE_EACH_MIGRATE) {
                    session.limitWaiting();
                }
            } else if (event == Event.BEFORE_EACH_MIGRATE) {
                before = session.waitAsLongAsItTakes();
            } else if (before != null && !connection.isClosed()) {
                session.restoreWaiting(before);
                before = null;
            }
        } catch (SQLException e) {
            throw new FlywayException(e.getMessage(), e);
        }
    }

    @Override
    public String getCallbackName() {
        return "lock limits";
    }
}
