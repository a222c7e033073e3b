package dev.nvent.store.demo;

import dev.nvent.store.kv.KeyValueStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Goods on shelves: a counter for each article, and a lock on an article while it is restocked. */
final class Warehouse {

    static final List<String> ARTICLES =
            List.of("teapot", "kettle", "mug", "tray", "tin", "spoon", "filter", "grinder", "scale", "cosy");

    private static final int FULL = 24;
    private static final BigDecimal LOW = BigDecimal.valueOf(12);

    /** A lock whose owner dies ends by itself. */
    private static final Duration LOCK = Duration.ofMinutes(1);

    private final KeyValueStore kv;

    Warehouse(KeyValueStore kv) {
        this.kv = kv;
    }

    /** Fills the shelves, except for what other days have left there. */
    void open() {
        ARTICLES.forEach(article -> kv.setIfAbsent(stock(article), FULL));
    }

    void take(String article) {
        kv.increment(stock(article), -1);
    }

    /** Puts goods on the shelf, and gives the lock back. */
    void fill(String article) {
        kv.increment(stock(article), FULL);
        kv.delete(lock(article));
    }

    List<String> low() {
        Map<String, Object> stock =
                kv.getAll(ARTICLES.stream().map(Warehouse::stock).toList());
        return ARTICLES.stream()
                .filter(article -> new BigDecimal(stock.get(stock(article)).toString()).compareTo(LOW) < 0)
                .toList();
    }

    /** Whether the caller, and nobody else, may restock an article. */
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
