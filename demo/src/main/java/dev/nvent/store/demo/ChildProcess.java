package dev.nvent.store.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A process of the demo's that can be killed at any time. */
final class ChildProcess implements AutoCloseable {

    private final Class<?> mainClass;
    private final String url;
    private Process process;

    private ChildProcess(Class<?> mainClass, String url) {
        this.mainClass = mainClass;
        this.url = url;
        this.process = launch();
    }

    /** @param mainClass takes the URL of the database, and runs until its standard input ends */
    static ChildProcess start(Class<?> mainClass, String url) {
        return new ChildProcess(mainClass, url);
    }

    synchronized void kill() {
        process.destroyForcibly();
    }

    synchronized void killAndRestart() {
        process.destroyForcibly();
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            mainClass.getName(),
                            url)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
