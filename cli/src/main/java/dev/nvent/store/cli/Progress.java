package dev.nvent.store.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar for work that takes longer than a second. Shown only on a terminal, and erased at the end. */
final class Progress implements AutoCloseable {

    private static final Duration DISPLAY_DELAY = Duration.ofSeconds(1);
    private static final int WIDTH = 79;
    private static final int UPDATE_INTERVAL_MILLIS = 200;

    /** For work whose total is not known in advance: the bar shows the amount done and the elapsed time. */
    static final long UNKNOWN_TOTAL = -1;

    private final ProgressBar bar;
    private final Runnable erase;

    private Progress(ProgressBar bar, Runnable erase) {
        this.bar = bar;
        this.erase = erase;
    }

    static Progress on(Terminal terminal, String task, long total) {
        return terminal.isInteractive() ? visibleOn(System.err, task, total) : new Progress(null, () -> {});
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

    private static Progress visibleOn(PrintStream err, String task, long total) {
        Instant visible = Instant.now().plus(DISPLAY_DELAY);
        Consumer<String> show = line -> {
            if (Instant.now().isAfter(visible)) {
                err.print("\r" + line);
            }
        };
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_INTERVAL_MILLIS)
                .setConsumer(new DelegatingProgressBarConsumer(show, WIDTH))
                .build();
        return new Progress(bar, () -> show.accept(" ".repeat(WIDTH) + "\r"));
    }
}
