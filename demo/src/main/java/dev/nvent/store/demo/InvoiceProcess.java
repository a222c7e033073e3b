package dev.nvent.store.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** The process that writes {@link Invoices}, and that is killed and started again half-way. */
final class InvoiceProcess implements AutoCloseable {

    private final String url;
    private Process process;

    private InvoiceProcess(String url) {
        this.url = url;
        this.process = start();
    }

    /** Starts it, and kills it after a time: then another one continues. */
    static InvoiceProcess start(String url, Duration killedAfter) {
        var invoices = new InvoiceProcess(url);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(killedAfter);
                invoices.killAndRestart();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return invoices;
    }

    private synchronized void killAndRestart() {
        process.destroyForcibly();
        process = start();
    }

    @Override
    public synchronized void close() {
        process.destroyForcibly();
    }

    private Process start() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Invoices.class.getName(),
                            url)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
