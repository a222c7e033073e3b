package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Turn;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The original adapter, playing runs in a process of its own, which ends with this one. */
final class Original implements Turn {

    static final String NAME = "original adapter";

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path INSTALLED = MODULE.resolve("target/original");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BufferedWriter turns;
    private final BufferedReader answers;

    Original(BenchDatabase database) {
        var node = new ProcessBuilder(
                        "node",
                        MODULE.resolve("src/main/node/runs.mjs").toString(),
                        INSTALLED.toString(),
                        MODULE.resolve("../integration-tests/src/test/node/nuxt.mjs")
                                .toString())
                .redirectError(INSTALLED.resolve("runs.log").toFile());
        node.environment().putAll(database.libpqEnvironment());
        node.environment().putAll(Map.of("ORIGINAL_PREFIX", Dataset.PREFIX, "ORIGINAL_SCHEMA", BenchDatabase.SCHEMA));
        try {
            Process process = node.start();
            turns = process.outputWriter();
            answers = process.inputReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is one to measure: {@code scripts/install-node-adapter} brings it. */
    static boolean isInstalled() {
        return Files.isDirectory(INSTALLED.resolve("node_modules"));
    }

    @Override
    public Object run() {
        return play(1, 0);
    }

    @Override
    public synchronized double[] play(int callers, int millis) {
        try {
            turns.write(JSON.writeValueAsString(Map.of("callers", callers, "millis", millis)));
            turns.newLine();
            turns.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("The original ended; see " + INSTALLED.resolve("runs.log"));
            }
            return JSON.treeToValue(JSON.readTree(answer).get("micros"), double[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
