package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.retention.SweepOptions;
import dev.nvent.store.retention.SweepResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/** Sweeps the store while the application runs, on a thread of its own. A sweep under way ends with the application. */
final class RetentionLifecycle implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionLifecycle.class);

    private final ObjectProvider<NventStore> stores;
    private final NventStoreProperties.Retention properties;
    private @Nullable Thread thread;

    RetentionLifecycle(ObjectProvider<NventStore> stores, NventStoreProperties.Retention properties) {
        this.stores = stores;
        this.properties = properties;
    }

    @Override
    public void start() {
        List<RetentionRule> rules = properties.rules();
        if (!rules.isEmpty()) {
            SweepOptions options = properties.options();
            NventStore store = stores.getObject();
            thread = Thread.ofPlatform().daemon().name("nvent-retention").start(() -> run(store, rules, options));
        }
    }

    private void run(NventStore store, List<RetentionRule> rules, SweepOptions options) {
        try {
            Thread.sleep(properties.initialDelay());
            while (true) {
                sweep(store, rules, options);
                Thread.sleep(properties.interval());
            }
        } catch (InterruptedException e) {
            // The application ends.
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(NventStore store, List<RetentionRule> rules, SweepOptions options) {
        try {
            for (SweepResult result : store.retention().sweep(rules, options)) {
                if (result.entries() + result.events() > 0) {
                    LOG.info(
                            "Deleted {} entries and {} events by {}", result.entries(), result.events(), result.rule());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("A sweep failed; the next one begins after {}", properties.interval(), e);
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            join(running);
        }
    }

    /** A statement takes about 100 milliseconds. */
    private static void join(Thread running) {
        try {
            running.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
