package dev.nvent.store.demo;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on a terminal; periodic progress lines if the output is redirected. */
final class Progress implements AutoCloseable {

    private static final int LINE_EVERY_MILLIS = 2_500;
    private static final int WIDTH = 90;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    static Progress start(String task, String unit, long total, PrintStream out) {
        var builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setInitialMax(total)
                .hideEta()
                .setStyle(ProgressBarStyle.ASCII);
        if (isTerminal()) {
            builder.setUpdateIntervalMillis(100).setMaxRenderedLength(WIDTH);
        } else {
            builder.setUpdateIntervalMillis(LINE_EVERY_MILLIS)
                    .setConsumer(new DelegatingProgressBarConsumer(withoutRepetitions(out), WIDTH));
        }
        return new Progress(builder.build());
    }

    void step() {
        bar.step();
    }

    void stepTo(long steps) {
        bar.stepTo(steps);
    }

    /** Increases the total number of steps. */
    synchronized void addSteps(int steps) {
        bar.maxHint(bar.getMax() + steps);
    }

    @Override
    public void close() {
        bar.close();
    }

    /** Drops repeated lines; the bar prints its last state twice. */
    private static Consumer<String> withoutRepetitions(PrintStream out) {
        var last = new AtomicReference<String>();
        return line -> {
            if (!line.equals(last.getAndSet(line))) {
                out.println(line.stripTrailing());
            }
        };
    }

    private static boolean isTerminal() {
        System.setProperty(
                "jdk.console", "java.base"); // In JDK 22 to 24 the default console exists without a terminal.
        return System.console() != null;
    }
}
