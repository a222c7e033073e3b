package dev.nvent.store.demo;

import dev.nvent.store.kv.KeyValueStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The stock: a counter for each article, and a lock on an article while it is being restocked. */
final class Warehouse {

    static final List<String> ARTICLES =
            List.of("teapot", "kettle", "mug", "tray", "tin", "spoon", "filter", "grinder", "scale", "cosy");

    private static final int FULL = 24;
    private static final BigDecimal LOW = BigDecimal.valueOf(12);

    /** Time to live of a lock; it expires if its owner fails. */
    private static final Duration LOCK = Duration.ofMinutes(1);

    private final KeyValueStore kv;

    Warehouse(KeyValueStore kv) {
        this.kv = kv;
    }

    /** Initialises the stock of articles that have none yet. */
    void open() {
        ARTICLES.forEach(article -> kv.setIfAbsent(stock(article), FULL));
    }

    void take(String article) {
        kv.increment(stock(article), -1);
    }

    /** Refills the stock of an article and releases its lock. */
    void restock(String article) {
        kv.increment(stock(article), FULL);
        kv.delete(lock(article));
    }

    List<String> lowStock() {
        Map<String, Object> stock =
                kv.getAll(ARTICLES.stream().map(Warehouse::stock).toList());
        return ARTICLES.stream()
                .filter(article -> new BigDecimal(stock.get(stock(article)).toString()).compareTo(LOW) < 0)
                .toList();
    }

    /** Acquires the lock for restocking an article; returns false if another run holds it. */
    boolean lockForRestock(String article, String runId) {
        return kv.setIfAbsent(lock(article), runId, LOCK);
    }

    private static String stock(String article) {
        return "stock:" + article;
    }

    private static String lock(String article) {
        return "lock:restock:" + article;
    }
}
