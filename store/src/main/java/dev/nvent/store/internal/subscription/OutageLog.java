package dev.nvent.store.internal.subscription;

import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.error.StoreException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs an outage of work that is repeated when it begins, not at each attempt. Used by one thread. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRunner.class);

    private final String work;
    private boolean isFailing;

    /** @param work what subscriptions cannot do during the outage */
    OutageLog(String work) {
        this.work = work;
    }

    /** Answers what the work answers; {@code ifFailed} if it failed, and false once the store is closed. */
    boolean run(BooleanSupplier attempt, boolean ifFailed) {
        try {
            boolean answer = attempt.getAsBoolean();
            isFailing = false;
            return answer;
        } catch (StoreClosedException e) {
            return false;
        } catch (StoreException e) {
            if (!isFailing) {
                LOG.warn("Subscriptions cannot {}, and try again: {}", work, e.getMessage());
            }
            isFailing = true;
            return ifFailed;
        } catch (RuntimeException e) {
            LOG.error("Subscriptions cannot {}", work, e);
            return ifFailed;
        }
    }
}
