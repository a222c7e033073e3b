package dev.nvent.store.postgres;

import dev.nvent.store.postgres.PostgresServer.Started;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL in a container, if all required images are present locally.
 *
 * <p>Testcontainers would pull missing images, and without a reachable registry it retries for minutes. Therefore the images are
 * checked first, with {@code docker image inspect}.
 */
final class DockerServer {

    /** Helper images of Testcontainers; the tags depend on its version. */
    private static final String RYUK_IMAGE = "testcontainers/ryuk:0.14.0";

    private static final String ALPINE_IMAGE = "alpine:3.17";

    private DockerServer() {}

    static Optional<Started> start(ServerRequest request) {
        String image = "postgres:" + request.major() + "-alpine";
        if (!isPresent(image)) {
            return Optional.empty();
        }
        Optional<String> problem = findProblem();
        if (problem.isPresent()) {
            System.err.println("Docker has the image " + image + ", but an embedded server is used: " + problem.get());
            return Optional.empty();
        }
        PostgreSQLContainer container = container(image, request.durable());
        container.start();
        PostgresUrl url =
                PostgresUrl.parse(container.getJdbcUrl()).withUser(container.getUsername(), container.getPassword());
        return Optional.of(new Started(url, "PostgreSQL", " in a container of " + image, container::stop));
    }

    private static Optional<String> findProblem() {
        if (!"true".equals(System.getenv("TESTCONTAINERS_RYUK_DISABLED")) && !isPresent(RYUK_IMAGE)) {
            return Optional.of(
                    "the image " + RYUK_IMAGE + " is missing and TESTCONTAINERS_RYUK_DISABLED=true is not set.");
        }
        boolean inContainer = Files.exists(Path.of("/.dockerenv"));
        if (inContainer && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null && !isPresent(ALPINE_IMAGE)) {
            return Optional.of("this process runs in a container, the image " + ALPINE_IMAGE
                    + " is missing and TESTCONTAINERS_HOST_OVERRIDE is not set.");
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("Testcontainers cannot connect to Docker, although the docker command can.");
        }
        return Optional.empty();
    }

    private static boolean isPresent(String image) {
        try {
            Process inspect = new ProcessBuilder("docker", "image", "inspect", image)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!inspect.waitFor(5, TimeUnit.SECONDS)) {
                inspect.destroyForcibly();
                return false;
            }
            return inspect.exitValue() == 0;
        } catch (IOException e) {
            return false; // The docker command is not installed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("resource") // The caller stops it.
    private static PostgreSQLContainer container(String image, boolean durable) {
        PostgreSQLContainer container = new PostgreSQLContainer(image).withImagePullPolicy(name -> false);
        return durable
                ? container.withCommand("postgres", "-c", "max_connections=300", "-c", "max_prepared_transactions=10")
                : container.withCommand(
                        "postgres",
                        "-c",
                        "max_connections=300",
                        "-c",
                        "max_prepared_transactions=10",
                        "-c",
                        "fsync=off",
                        "-c",
                        "synchronous_commit=off");
    }
}
