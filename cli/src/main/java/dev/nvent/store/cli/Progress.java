package dev.nvent.store.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal for work that takes longer than a second; nothing elsewhere, and nothing of it stays. */
final class Progress implements AutoCloseable {

    private static final Duration UNSEEN = Duration.ofSeconds(1);
    private static final int WIDTH = 79;
    private static final int EVERY_MILLIS = 200;

    /** An amount that nobody knows: the bar tells what is done, and how long it has taken. */
    static final long UNKNOWN = -1;

    private final ProgressBar bar;
    private final Runnable erase;

    private Progress(ProgressBar bar, Runnable erase) {
        this.bar = bar;
        this.erase = erase;
    }

    static Progress on(Terminal terminal, String task, long total) {
        return terminal.isThere() ? shownOn(System.err, task, total) : new Progress(null, () -> {});
    }

    void stepTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            erase.run();
        }
    }

    private static Progress shownOn(PrintStream err, String task, long total) {
        Instant visible = Instant.now().plus(UNSEEN);
        Consumer<String> show = line -> {
            if (Instant.now().isAfter(visible)) {
                err.print("\r" + line);
            }
        };
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(EVERY_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(show, WIDTH))
                .build();
        return new Progress(bar, () -> show.accept(" ".repeat(WIDTH) + "\r"));
    }
}
