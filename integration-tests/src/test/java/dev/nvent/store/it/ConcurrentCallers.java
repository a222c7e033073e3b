package dev.nvent.store.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs callers concurrently, each on its own thread, all starting at the same instant. */
public final class ConcurrentCallers {

    public static final int COUNT = 64;

    private ConcurrentCallers() {}

    /** Returns the result of each of {@value #COUNT} callers, numbered from 0. The first failure fails the test. */
    public static <T> List<T> run(IntFunction<T> work) {
        return run(COUNT, work);
    }

    public static <T> List<T> run(int callers, IntFunction<T> work) {
        var start = new CyclicBarrier(callers);
        try (var threads = Executors.newFixedThreadPool(callers)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.apply(caller);
                }));
            }
            var results = new ArrayList<T>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a caller failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
