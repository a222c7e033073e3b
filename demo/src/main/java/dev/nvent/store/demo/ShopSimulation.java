package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.kv.KeyValueStore;
import dev.nvent.store.work.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Simulates a day of a shop: orders and refunds at random times, renewals and restocking by scheduled jobs. Workers take the
 * runs from the queue.
 */
final class ShopSimulation {

    private static final LocalDate DAY_ZERO = LocalDate.of(2026, 3, 1);
    private static final int SCHEDULERS = 2;

    /** In this process; the demo runs another one in a process of its own. */
    private static final int WORKERS = 3;

    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

    private final LocalDate date;
    private final NventStore store;
    private final Shop shop;
    private final SplittableRandom random;
    private final Progress progress;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger schedulers = new AtomicInteger(SCHEDULERS);

    private ShopSimulation(LocalDate date, NventStore store, Duration length, Progress progress) {
        this.date = date;
        this.store = store;
        this.shop = new Shop(store, new SimulatedDay(date, length, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
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

    /** Simulates a day, and returns when its runs have ended. */
    static void run(NventStore store, LocalDate date, Duration length, Size size, Progress progress) {
        new ShopSimulation(date, store, length, progress).run(size);
    }

    private void run(Size size) {
        shop.open();
        var scheduler = new Scheduler(store.schedulerJobs(), shop.day());
        List<Worker> workers =
                Stream.generate(() -> RunQueue.work(store)).limit(WORKERS).toList();
        try (var tasks = new TaskGroup()) {
            Map<String, Consumer<Instant>> jobs = Map.of(
                    scheduler.add("purge-expired-keys", Duration.ofHours(3), Duration.ofDays(1)),
                    now -> store.kv().purgeExpired(),
                    scheduler.add("renew-subscriptions", Duration.ofHours(6), Duration.ofDays(1)),
                    now -> startRenewals(now, size.renewals()),
                    scheduler.add("check-stock", Duration.ofHours(9), Duration.ofHours(3)),
                    now -> startRestocking(now));
            startCustomerRuns(Flow.ORDER, size.orders());
            startCustomerRuns(Flow.REFUND, size.refunds());
            tasks.start(this::showProgress);
            for (int i = 0; i < SCHEDULERS; i++) {
                tasks.start(() -> {
                    scheduler.run(jobs);
                    schedulers.decrementAndGet();
                });
            }
            tasks.join();
            scheduler.disable(jobs.keySet());
        } finally {
            workers.forEach(Worker::close);
        }
    }

    /** Until the day is over and no run is left. */
    private void showProgress() throws InterruptedException {
        long left;
        do {
            Thread.sleep(PROGRESS_INTERVAL);
            left = RunQueue.size(store, shop.day());
            progress.stepTo(started.get() - left);
        } while (left > 0 || schedulers.get() > 0);
    }

    /** Start times are normally distributed around 14:00, between 07:00 and 21:00. */
    private void startCustomerRuns(Flow flow, int runs) {
        var plans = new ArrayList<RunPlan>();
        for (int i = 1; i <= runs; i++) {
            double hour = Math.clamp(14 + 3 * random.nextGaussian(), 7, 21);
            plans.add(plan(flow, i, shop.day().at(Duration.ofSeconds(Math.round(hour * 3600)))));
        }
        start(plans);
    }

    private void startRenewals(Instant now, int runs) {
        var plans = new ArrayList<RunPlan>();
        for (int i = 1; i <= runs; i++) {
            plans.add(plan(Flow.RENEWAL, i, now.plusSeconds(90L * i)));
        }
        start(plans);
    }

    private void startRestocking(Instant now) {
        for (String article : shop.warehouse().lowStock()) {
            String runId = "restock-" + date + "-" + article + "-" + now.getEpochSecond() / 3600 % 24;
            if (shop.warehouse().lockForRestock(article, runId)) {
                progress.addSteps(1);
                start(List.of(new RunPlan(Flow.RESTOCK, runId, now, article, runId.hashCode())));
            }
        }
    }

    private RunPlan plan(Flow flow, int number, Instant startsAt) {
        long seed = date.toEpochDay() * 1_000_000 + flow.ordinal() * 100_000L + number;
        String article = Warehouse.ARTICLES.get(new SplittableRandom(seed).nextInt(Warehouse.ARTICLES.size()));
        return new RunPlan(flow, "%s-%s-%03d".formatted(flow.flowName(), date, number), startsAt, article, seed);
    }

    private void start(List<RunPlan> plans) {
        started.addAndGet(plans.size());
        store.inTransaction(transaction -> {
            plans.forEach(plan -> RunQueue.add(transaction, RunTask.first(plan, shop.day())));
            return plans.size();
        });
    }
}
