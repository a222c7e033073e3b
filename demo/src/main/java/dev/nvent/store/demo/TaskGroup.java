package dev.nvent.store.demo;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;

/** A group of tasks on virtual threads. Tasks may start other tasks; the first failure interrupts all of them. */
final class TaskGroup implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Phaser running = new Phaser(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** A task that can be interrupted. */
    interface Task {
        void run() throws InterruptedException;
    }

    void start(Task task) {
        running.register();
        try {
            threads.execute(() -> run(task));
        } catch (RuntimeException e) {
            running.arriveAndDeregister();
            throw e;
        }
    }

    /** Waits for all tasks and throws the first failure. */
    void join() {
        running.arriveAndAwaitAdvance();
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

    private void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException | RuntimeException | Error e) {
            fail(e);
        } finally {
            running.arriveAndDeregister();
        }
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            threads.shutdownNow();
        }
    }
}
