package dev.nvent.store.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Callers that begin at the same instant, each on a thread of its own. */
final class AtOnce {

    static final int CALLERS = 64;

    private AtOnce() {}

    /** What each of the {@value #CALLERS} callers, numbered from 0, got. The first that failed fails the test. */
    static <T> List<T> call(IntFunction<T> work) {
        return call(CALLERS, work);
    }

    static <T> List<T> call(int callers, IntFunction<T> work) {
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
