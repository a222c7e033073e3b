package dev.nvent.store.internal.sql;

import javax.sql.DataSource;

/**
 * Transactions that Spring binds to the current thread. Without spring-jdbc on the class path there are none, and each
 * method returns at once.
 */
public final class BoundTransactions {

    private static final boolean SPRING_PRESENT = isSpringPresent();

    private BoundTransactions() {}

    /** Whether connections of this DataSource join the transaction of the current thread, if there is one. */
    public static boolean isJoinedBy(DataSource dataSource) {
        return SPRING_PRESENT && SpringTransactions.isJoinedBy(dataSource);
    }

    /** The DataSource whose connections never join the transaction of the current thread. */
    public static DataSource detached(DataSource dataSource) {
        return SPRING_PRESENT ? SpringTransactions.detached(dataSource) : dataSource;
    }

    /** Whether the current thread is in a transaction, on any DataSource. */
    static boolean isActive() {
        return SPRING_PRESENT && SpringTransactions.isActive();
    }

    /** Whether the current thread is in a transaction on a connection of this DataSource. */
    static boolean isActiveOn(DataSource dataSource) {
        return isActive() && SpringTransactions.hasConnectionOf(dataSource);
    }

    /** Linking fails if a class of Spring is missing. */
    private static boolean isSpringPresent() {
        try {
            SpringTransactions.isActive();
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }
}
