package dev.nvent.store.demo;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the work is: a bar that moves on a terminal, a line now and then where output goes elsewhere. */
final class Progress implements AutoCloseable {

    private static final int LINE_EVERY_MILLIS = 2_500;
    private static final int WIDTH = 90;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    static Progress of(String task, String unit, long total, PrintStream out) {
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
                    .setConsumer(new DelegatingProgressBarConsumer(unrepeated(out), WIDTH));
        }
        return new Progress(builder.build());
    }

    void step() {
        bar.step();
    }

    /** There is more to do than was known. */
    synchronized void more(int steps) {
        bar.maxHint(bar.getMax() + steps);
    }

    @Override
    public void close() {
        bar.close();
    }

    /** At its end the bar shows itself twice. */
    private static Consumer<String> unrepeated(PrintStream out) {
        var last = new AtomicReference<String>();
        return line -> {
            if (!line.equals(last.getAndSet(line))) {
                out.println(line.stripTrailing());
            }
        };
    }

    private static boolean isTerminal() {
        System.setProperty("jdk.console", "java.base"); // From JDK 22 to 24 others are there without a terminal too.
        return System.console() != null;
    }
}
