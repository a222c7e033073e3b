package dev.nvent.store.demo;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;

/** Virtual threads at work, which may start others. The first failure stops all of them. */
final class Crew implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Phaser atWork = new Phaser(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Something to do. */
    interface Work {
        void run() throws InterruptedException;
    }

    void start(Work work) {
        atWork.register();
        try {
            threads.execute(() -> run(work));
        } catch (RuntimeException e) {
            atWork.arriveAndDeregister();
            throw e;
        }
    }

    /** Waits until all is done; throws the first failure. */
    void finish() {
        atWork.arriveAndAwaitAdvance();
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException | RuntimeException | Error e) {
            fail(e);
        } finally {
            atWork.arriveAndDeregister();
        }
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            threads.shutdownNow();
        }
    }
}
