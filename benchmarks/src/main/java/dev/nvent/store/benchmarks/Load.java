package dev.nvent.store.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Throughput with many callers at once: each side in short turns, turn about. */
record Load(BenchDatabase database, Pace pace) {

    /** What one side has done so far. */
    private static final class Tally {
        private final Samples samples = new Samples();
        private final List<Double> perSecond = new ArrayList<>();

        void add(Samples more, double seconds) {
            samples.addAll(more);
            perSecond.add(more.size() / seconds);
        }

        Figure figure(Workload workload, Side side, Callers callers) {
            return new Figure(
                    workload.name(),
                    side.name(),
                    callers,
                    samples.micros(0.50) / side.weight(),
                    samples.micros(0.99) / side.weight(),
                    side.weight()
                            * perSecond.stream()
                                    .mapToDouble(each -> each)
                                    .average()
                                    .orElse(0),
                    Double.NaN,
                    perSecond.stream().map(each -> each * side.weight()).toList());
        }
    }

    /** The figures of every side. The first turn of each is not counted. */
    List<Figure> of(Workload workload, Callers callers) {
        List<Side> sides = workload.sides();
        List<Operation> operations =
                sides.stream().map(side -> side.opening().apply(database)).toList();
        List<Tally> tallies = sides.stream().map(side -> new Tally()).toList();
        for (int turn = -1; turn < pace.loadTurns(); turn++) {
            for (int side = 0; side < sides.size(); side++) {
                long began = System.nanoTime();
                Samples samples = turn(operations.get(side), callers);
                if (turn >= 0) {
                    tallies.get(side).add(samples, (System.nanoTime() - began) / 1e9);
                }
            }
        }
        return IntStream.range(0, sides.size())
                .mapToObj(side -> tallies.get(side).figure(workload, sides.get(side), callers))
                .toList();
    }

    private Samples turn(Operation operation, Callers callers) {
        return operation instanceof Turn turn
                ? Samples.ofMicros(turn.play(callers.count(), pace.loadMillis()))
                : threads(operation, callers);
    }

    private Samples threads(Operation operation, Callers callers) {
        long until = System.nanoTime() + pace.loadMillis() * 1_000_000L;
        var each =
                IntStream.range(0, callers.count()).mapToObj(i -> new Samples()).toList();
        var done = new CountDownLatch(callers.count());
        var failure = new AtomicReference<Exception>();
        for (Samples samples : each) {
            callers.threads()
                    .newThread(() -> {
                        try {
                            call(operation, samples, until);
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

    private static void call(Operation operation, Samples samples, long until) throws Exception {
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
