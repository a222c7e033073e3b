package dev.nvent.store.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Measures throughput under a load, in alternating slices of the variants. */
record ThroughputBenchmark(BenchDatabase database, Profile profile) {

    /** Accumulates the slices of one variant. */
    private static final class Accumulator {
        private final Samples samples = new Samples();
        private final List<Double> perSecond = new ArrayList<>();

        void add(Samples more, double seconds) {
            samples.addAll(more);
            perSecond.add(more.size() / seconds);
        }

        Measurement measurement(Workload workload, Variant variant, Load load) {
            return new Measurement(
                    workload.name(),
                    variant.name(),
                    load,
                    samples.quantileMicros(0.50) / variant.unitsPerCall(),
                    samples.quantileMicros(0.99) / variant.unitsPerCall(),
                    variant.unitsPerCall()
                            * perSecond.stream()
                                    .mapToDouble(each -> each)
                                    .average()
                                    .orElse(0),
                    Double.NaN,
                    perSecond.stream()
                            .map(each -> each * variant.unitsPerCall())
                            .toList());
        }
    }

    /** Measures every variant. The first slice of each is a warm-up and is not counted. */
    List<Measurement> run(Workload workload, Load load) {
        List<Variant> variants = workload.variants();
        List<Operation> operations = operations(workload);
        List<Accumulator> accumulators =
                variants.stream().map(variant -> new Accumulator()).toList();
        for (int slice = -1; slice < profile.loadSlices(); slice++) {
            for (int variant = 0; variant < variants.size(); variant++) {
                long began = System.nanoTime();
                Samples samples = runSlice(operations.get(variant), load, profile.loadSliceMillis());
                if (slice >= 0) {
                    accumulators.get(variant).add(samples, (System.nanoTime() - began) / 1e9);
                }
            }
        }
        return IntStream.range(0, variants.size())
                .mapToObj(variant -> accumulators.get(variant).measurement(workload, variants.get(variant), load))
                .toList();
    }

    /** Runs every variant until it is compiled. */
    void warmUp(Workload workload) {
        new WarmUp(workload.warmUpLoad(), profile.minWarmUpSeconds(), profile.maxWarmUpSeconds())
                .run(operations(workload));
    }

    private List<Operation> operations(Workload workload) {
        return workload.variants().stream()
                .map(variant -> variant.factory().apply(database))
                .toList();
    }

    static Samples runSlice(Operation operation, Load load, int millis) {
        return operation instanceof SliceOperation external
                ? Samples.ofMicros(external.runSlice(load.callers(), millis))
                : runThreads(operation, load, millis);
    }

    private static Samples runThreads(Operation operation, Load load, int millis) {
        long until = System.nanoTime() + millis * 1_000_000L;
        var each =
                IntStream.range(0, load.callers()).mapToObj(i -> new Samples()).toList();
        var done = new CountDownLatch(load.callers());
        var failure = new AtomicReference<Exception>();
        for (Samples samples : each) {
            load.threadFactory()
                    .newThread(() -> {
                        try {
                            callUntil(until, operation, samples);
                        } catch (Exception e) {
                            failure.set(e);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        await(done);
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        var all = new Samples();
        each.forEach(all::addAll);
        return all;
    }

    private static void callUntil(long until, Operation operation, Samples samples) throws Exception {
        long before = System.nanoTime();
        while (before < until) {
            operation.run();
            long after = System.nanoTime();
            samples.add(after - before);
            before = after;
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
