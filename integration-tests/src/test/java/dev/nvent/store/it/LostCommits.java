package dev.nvent.store.it;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections that break after a commit, before the caller has its answer. */
final class LostCommits extends DelegatingDataSource {

    private final AtomicReference<Thread> next = new AtomicReference<>();
    private final AtomicInteger lost = new AtomicInteger();

    LostCommits(DataSource dataSource) {
        super(dataSource);
    }

    /** The next commit of this thread is lost. */
    void loseNext() {
        next.set(Thread.currentThread());
    }

    /** How many commits have been lost. */
    int lost() {
        return lost.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                LostCommits.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(connection, arguments);
                        if (method.getName().equals("commit") && next.compareAndSet(Thread.currentThread(), null)) {
                            lost.incrementAndGet();
                            connection.abort(Runnable::run);
                            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
