package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyValueStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * One day of the shop: orders and returns as customers will, renewals and restocking as the scheduler finds them due.
 * Each run is a virtual thread; how many are at the database at once is up to the pool of connections.
 */
final class ShopDay {

    private static final LocalDate BEFORE_THE_FIRST = LocalDate.of(2026, 3, 1);
    private static final int SCHEDULERS = 2;

    private final LocalDate date;
    private final Shop shop;
    private final SplittableRandom random;
    private final Progress progress;

    private ShopDay(LocalDate date, NventStore store, Duration length, Progress progress) {
        this.date = date;
        this.shop = new Shop(store, new Day(date, length));
        this.random = new SplittableRandom(date.toEpochDay());
        this.progress = progress;
    }

    /** The next day that nobody has played in this database: a counter gives each number once. */
    static LocalDate next(KeyValueStore kv) {
        return BEFORE_THE_FIRST.plusDays(kv.increment("days", 1).longValueExact());
    }

    /** How many of the runs to play that are known beforehand. */
    record Size(int orders, int refunds, int renewals) {

        int runs() {
            return orders + refunds + renewals;
        }
    }

    /** Plays a day, and returns when it is over. */
    static void play(NventStore store, LocalDate date, Duration length, Size size, Progress progress) {
        new ShopDay(date, store, length, progress).play(size);
    }

    private void play(Size size) {
        shop.open();
        var scheduler = new Scheduler(shop.store().schedulerJobs(), shop.day());
        try (var crew = new Crew()) {
            Map<String, Consumer<Instant>> jobs = Map.of(
                    scheduler.add("purge-expired-keys", Duration.ofHours(3), Duration.ofDays(1)),
                    now -> shop.store().kv().purgeExpired(),
                    scheduler.add("renew-subscriptions", Duration.ofHours(6), Duration.ofDays(1)),
                    now -> renew(crew, now, size.renewals()),
                    scheduler.add("check-stock", Duration.ofHours(9), Duration.ofHours(3)),
                    now -> restock(crew, now));
            customers(crew, Flow.ORDER, size.orders());
            customers(crew, Flow.REFUND, size.refunds());
            for (int i = 0; i < SCHEDULERS; i++) {
                crew.start(() -> scheduler.work(jobs));
            }
            crew.finish();
            scheduler.disable(jobs.keySet());
        }
    }

    /** Customers come from seven in the morning to nine in the evening, most of them in the afternoon. */
    private void customers(Crew crew, Flow flow, int runs) {
        for (int i = 1; i <= runs; i++) {
            double hour = Math.clamp(14 + 3 * random.nextGaussian(), 7, 21);
            start(crew, plan(flow, i, shop.day().at(Duration.ofSeconds(Math.round(hour * 3600)))));
        }
    }

    private void renew(Crew crew, Instant now, int runs) {
        for (int i = 1; i <= runs; i++) {
            start(crew, plan(Flow.RENEWAL, i, now.plusSeconds(90L * i)));
        }
    }

    private void restock(Crew crew, Instant now) {
        for (String article : shop.warehouse().low()) {
            String runId = "restock-" + date + "-" + article + "-" + now.getEpochSecond() / 3600 % 24;
            if (shop.warehouse().lockForRestock(article, runId)) {
                progress.more(1);
                start(crew, new RunPlan(Flow.RESTOCK, runId, now, article, runId.hashCode()));
            }
        }
    }

    private RunPlan plan(Flow flow, int number, Instant startsAt) {
        long seed = date.toEpochDay() * 1_000_000 + flow.ordinal() * 100_000L + number;
        String article = Warehouse.ARTICLES.get(new SplittableRandom(seed).nextInt(Warehouse.ARTICLES.size()));
        return new RunPlan(flow, "%s-%s-%03d".formatted(flow.flowName(), date, number), startsAt, article, seed);
    }

    private void start(Crew crew, RunPlan plan) {
        crew.start(() -> {
            new RunWorker(shop, plan).work();
            progress.step();
        });
    }
}
