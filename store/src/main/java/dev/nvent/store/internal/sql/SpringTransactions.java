package dev.nvent.store.internal.sql;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The only class that refers to Spring, an optional dependency. Loaded by {@link BoundTransactions} only. */
final class SpringTransactions {

    private SpringTransactions() {}

    static boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    static boolean isJoinedBy(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy;
    }

    static DataSource detached(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                ? detached(proxy.getTargetDataSource())
                : dataSource;
    }

    /** Transaction managers bind the connection of a transaction under the DataSource that they were given. */
    static boolean hasConnectionOf(DataSource dataSource) {
        DataSource target = target(dataSource);
        for (Map.Entry<Object, Object> bound :
                TransactionSynchronizationManager.getResourceMap().entrySet()) {
            if (bound.getValue() instanceof ConnectionHolder
                    && bound.getKey() instanceof DataSource key
                    && target(key) == target) {
                return true;
            }
        }
        return false;
    }

    private static DataSource target(DataSource dataSource) {
        return dataSource instanceof DelegatingDataSource proxy && proxy.getTargetDataSource() != null
                ? target(proxy.getTargetDataSource())
                : dataSource;
    }
}
