package dev.nvent.store.it.original;

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

/** The original adapter, running in a process of its own. Thread-safe; concurrent operations run at once. */
final class Original implements Side, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<Long, CompletableFuture<Object>> calls = new ConcurrentHashMap<>();
    private final AtomicLong lastCall = new AtomicLong();
    private final Process process;
    private final BufferedWriter operations;
    private final Thread listener;

    /** Starts it on a database. It migrates when it is told to, by {@code schema.migrate}. */
    Original(String jdbcUrl, Namespace namespace) {
        var builder = new ProcessBuilder(OriginalInstallation.command())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        OriginalInstallation.log().toFile()));
        Properties database = Driver.parseURL(jdbcUrl, new Properties());
        builder.environment().put("PGHOST", database.getProperty("PGHOST"));
        builder.environment().put("PGPORT", database.getProperty("PGPORT"));
        builder.environment().put("PGDATABASE", database.getProperty("PGDBNAME"));
        builder.environment().put("PGUSER", database.getProperty("user"));
        builder.environment().put("PGPASSWORD", database.getProperty("password", ""));
        builder.environment().put("ORIGINAL_PREFIX", namespace.prefix());
        builder.environment().put("ORIGINAL_SCHEMA", namespace.schema());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        operations = process.outputWriter();
        listener = Thread.ofPlatform().daemon().name("original").start(this::listen);
    }

    @Override
    public Object call(String operation, Object... arguments) {
        try {
            return send(operation, arguments).orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OperationFailed failed) {
                throw failed;
            }
            throw e;
        }
    }

    @Override
    public String emitted(String key) {
        return key;
    }

    /** Like {@link #call}, without waiting for the answer. */
    CompletableFuture<Object> send(String operation, Object... arguments) {
        long number = lastCall.incrementAndGet();
        String line = JSON.writeValueAsString(
                Map.of("call", number, "operation", operation, "arguments", Arrays.asList(arguments)));
        var answer = new CompletableFuture<Object>();
        calls.put(number, answer);
        synchronized (operations) {
            try {
                operations.write(line);
                operations.newLine();
                operations.flush();
            } catch (IOException e) {
                answer.completeExceptionally(new IllegalStateException(
                        "The original has ended; it may have said why in " + OriginalInstallation.log(), e));
            }
        }
        return answer;
    }

    /** Lets it finish what it has begun. */
    @Override
    public void close() {
        try {
            operations.close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            listener.join();
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void listen() {
        try (BufferedReader answers = process.inputReader()) {
            answers.lines().forEach(this::receive);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
        } finally {
            calls.values()
                    .forEach(call -> call.completeExceptionally(new IllegalStateException(
                            "The original ended without an answer; see " + OriginalInstallation.log())));
        }
    }

    private void receive(String line) {
        Map<String, Object> answer = Answers.object(JSON.readValue(line, Map.class));
        CompletableFuture<Object> call = calls.remove(((Number) answer.get("call")).longValue());
        if (answer.get("error") instanceof String error) {
            call.completeExceptionally(new OperationFailed(error));
        } else {
            call.complete(Answers.plain(answer.get("value")));
        }
    }
}
