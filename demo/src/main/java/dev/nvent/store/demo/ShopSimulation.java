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
 * Simulates a day of a shop: orders and refunds at random times, renewals and restocking by scheduled jobs. Each run is a
 * virtual thread; the connection pool limits the concurrency of database access.
 */
final class ShopSimulation {

    private static final LocalDate DAY_ZERO = LocalDate.of(2026, 3, 1);
    private static final int SCHEDULERS = 2;

    private final LocalDate date;
    private final Shop shop;
    private final SplittableRandom random;
    private final Progress progress;

    private ShopSimulation(LocalDate date, NventStore store, Duration length, Progress progress) {
        this.date = date;
        this.shop = new Shop(store, new SimulatedDay(date, length));
        this.random = new SplittableRandom(date.toEpochDay());
        this.progress = progress;
    }

    /** Returns the next date that has not been simulated in this database, from a counter. */
    static LocalDate nextDate(KeyValueStore kv) {
        return DAY_ZERO.plusDays(kv.increment("days", 1).longValueExact());
    }

    /** The numbers of runs, excluding restocking, whose number depends on the orders. */
    record Size(int orders, int refunds, int renewals) {

        int runs() {
            return orders + refunds + renewals;
        }
    }

    /** Simulates a day and returns when it ends. */
    static void run(NventStore store, LocalDate date, Duration length, Size size, Progress progress) {
        new ShopSimulation(date, store, length, progress).run(size);
    }

    private void run(Size size) {
        shop.open();
        var scheduler = new Scheduler(shop.store().schedulerJobs(), shop.day());
        try (var tasks = new TaskGroup()) {
            Map<String, Consumer<Instant>> jobs = Map.of(
                    scheduler.add("purge-expired-keys", Duration.ofHours(3), Duration.ofDays(1)),
                    now -> shop.store().kv().purgeExpired(),
                    scheduler.add("renew-subscriptions", Duration.ofHours(6), Duration.ofDays(1)),
                    now -> startRenewals(tasks, now, size.renewals()),
                    scheduler.add("check-stock", Duration.ofHours(9), Duration.ofHours(3)),
                    now -> startRestocking(tasks, now));
            startCustomerRuns(tasks, Flow.ORDER, size.orders());
            startCustomerRuns(tasks, Flow.REFUND, size.refunds());
            for (int i = 0; i < SCHEDULERS; i++) {
                tasks.start(() -> scheduler.run(jobs));
            }
            tasks.join();
            scheduler.disable(jobs.keySet());
        }
    }

    /** Start times are normally distributed around 14:00, between 07:00 and 21:00. */
    private void startCustomerRuns(TaskGroup tasks, Flow flow, int runs) {
        for (int i = 1; i <= runs; i++) {
            double hour = Math.clamp(14 + 3 * random.nextGaussian(), 7, 21);
            start(tasks, plan(flow, i, shop.day().at(Duration.ofSeconds(Math.round(hour * 3600)))));
        }
    }

    private void startRenewals(TaskGroup tasks, Instant now, int runs) {
        for (int i = 1; i <= runs; i++) {
            start(tasks, plan(Flow.RENEWAL, i, now.plusSeconds(90L * i)));
        }
    }

    private void startRestocking(TaskGroup tasks, Instant now) {
        for (String article : shop.warehouse().lowStock()) {
            String runId = "restock-" + date + "-" + article + "-" + now.getEpochSecond() / 3600 % 24;
            if (shop.warehouse().lockForRestock(article, runId)) {
                progress.addSteps(1);
                start(tasks, new RunPlan(Flow.RESTOCK, runId, now, article, runId.hashCode()));
            }
        }
    }

    private RunPlan plan(Flow flow, int number, Instant startsAt) {
        long seed = date.toEpochDay() * 1_000_000 + flow.ordinal() * 100_000L + number;
        String article = Warehouse.ARTICLES.get(new SplittableRandom(seed).nextInt(Warehouse.ARTICLES.size()));
        return new RunPlan(flow, "%s-%s-%03d".formatted(flow.flowName(), date, number), startsAt, article, seed);
    }

    private void start(TaskGroup tasks, RunPlan plan) {
        tasks.start(() -> {
            new RunSimulation(shop, plan).run();
            progress.step();
        });
    }
}
