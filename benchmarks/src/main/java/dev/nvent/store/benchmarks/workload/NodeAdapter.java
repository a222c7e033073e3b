package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.SliceOperation;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Executes runs with the Node adapter, in a Node.js process that ends with this process. */
final class NodeAdapter implements SliceOperation {

    static final String NAME = "Node adapter";

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path INSTALLED = MODULE.resolve("target/original");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BufferedWriter requests;
    private final BufferedReader responses;

    NodeAdapter(BenchDatabase database) {
        var node = new ProcessBuilder(
                        "node",
                        MODULE.resolve("src/main/node/runs.mjs").toString(),
                        INSTALLED.toString(),
                        MODULE.resolve("../integration-tests/src/test/node/nuxt.mjs")
                                .toString())
                .redirectError(INSTALLED.resolve("runs.log").toFile());
        node.environment().putAll(database.libpqEnvironment());
        node.environment().putAll(Map.of("STORE_PREFIX", Dataset.PREFIX, "STORE_SCHEMA", BenchDatabase.SCHEMA));
        try {
            Process process = node.start();
            requests = process.outputWriter();
            responses = process.inputReader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code scripts/install-node-adapter} has installed the adapter. */
    static boolean isInstalled() {
        return Files.isDirectory(INSTALLED.resolve("node_modules"));
    }

    @Override
    public Object run() {
        return runSlice(1, 0);
    }

    @Override
    public synchronized double[] runSlice(int callers, int millis) {
        try {
            requests.write(JSON.writeValueAsString(Map.of("callers", callers, "millis", millis)));
            requests.newLine();
            requests.flush();
            String response = responses.readLine();
            if (response == null) {
                throw new IllegalStateException("the Node.js process ended; see " + INSTALLED.resolve("runs.log"));
            }
            return JSON.treeToValue(JSON.readTree(response).get("micros"), double[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
