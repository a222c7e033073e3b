package dev.nvent.store.it.node;

import dev.nvent.store.schema.Namespace;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.Driver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The Node adapter in a Node.js process. Thread-safe: operations of several threads run concurrently. */
final class NodeAdapter implements Implementation, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<Long, CompletableFuture<Object>> calls = new ConcurrentHashMap<>();
    private final AtomicLong lastCall = new AtomicLong();
    private final Process process;
    private final BufferedWriter requests;
    private final Thread responseReader;

    /** Starts the process. It does not migrate until {@code schema.migrate} is called. */
    NodeAdapter(String jdbcUrl, Namespace namespace) {
        var builder = new ProcessBuilder(NodeAdapterInstallation.command())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        NodeAdapterInstallation.log().toFile()));
        Properties database = Driver.parseURL(jdbcUrl, new Properties());
        builder.environment().put("PGHOST", database.getProperty("PGHOST"));
        builder.environment().put("PGPORT", database.getProperty("PGPORT"));
        builder.environment().put("PGDATABASE", database.getProperty("PGDBNAME"));
        builder.environment().put("PGUSER", database.getProperty("user"));
        builder.environment().put("PGPASSWORD", database.getProperty("password", ""));
        builder.environment().put("NODE_ADAPTER_PREFIX", namespace.prefix());
        builder.environment().put("NODE_ADAPTER_SCHEMA", namespace.schema());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = process.outputWriter();
        responseReader = Thread.ofPlatform().daemon().name("node-adapter").start(this::readResponses);
    }

    @Override
    public Object call(String operation, Object... arguments) {
        try {
            return send(operation, arguments).orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OperationFailedException failed) {
                throw failed;
            }
            throw e;
        }
    }

    @Override
    public String emitted(String key) {
        return key;
    }

    /** Like {@link #call}, but does not wait for the result. */
    CompletableFuture<Object> send(String operation, Object... arguments) {
        long id = lastCall.incrementAndGet();
        String line = JSON.writeValueAsString(
                Map.of("call", id, "operation", operation, "arguments", Arrays.asList(arguments)));
        var result = new CompletableFuture<Object>();
        calls.put(id, result);
        synchronized (requests) {
            try {
                requests.write(line);
                requests.newLine();
                requests.flush();
            } catch (IOException e) {
                result.completeExceptionally(new IllegalStateException(
                        "The Node.js process has exited; see " + NodeAdapterInstallation.log(), e));
            }
        }
        return result;
    }

    /** Waits for running operations, then for the exit of the process. */
    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            responseReader.join();
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void readResponses() {
        try (BufferedReader responses = process.inputReader()) {
            responses.lines().forEach(this::complete);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
        } finally {
            calls.values()
                    .forEach(call -> call.completeExceptionally(new IllegalStateException(
                            "The Node.js process exited before it answered; see " + NodeAdapterInstallation.log())));
        }
    }

    private void complete(String line) {
        Map<String, Object> response = JsonValues.object(JSON.readValue(line, Map.class));
        CompletableFuture<Object> call = calls.remove(((Number) response.get("call")).longValue());
        if (response.get("error") instanceof String error) {
            call.completeExceptionally(new OperationFailedException(error));
        } else {
            call.complete(JsonValues.normalized(response.get("value")));
        }
    }
}
