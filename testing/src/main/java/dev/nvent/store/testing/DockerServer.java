package dev.nvent.store.testing;

import dev.nvent.store.testing.PostgresServer.Started;
import dev.nvent.store.testing.PostgresServer.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL in a container, if all that it takes is on this machine already.
 *
 * <p>Everything is asked of the engine beforehand. Testcontainers would pull what is missing, and where no registry answers it
 * tries for minutes before it gives up.
 */
final class DockerServer {

    /** The helper images of Testcontainers; they change with its version. */
    private static final String REAPER = "testcontainers/ryuk:0.14.0";

    private static final String TINY = "alpine:3.17";

    private DockerServer() {}

    static Optional<Started> start(Wanted wanted) {
        String image = "postgres:" + wanted.major() + "-alpine";
        if (!present(image)) {
            return Optional.empty();
        }
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            System.err.println("Docker has " + image + ", but an embedded server is used, because " + obstacle.get());
            return Optional.empty();
        }
        PostgreSQLContainer container = container(image, wanted.durable());
        container.start();
        PostgresUrl url =
                PostgresUrl.parse(container.getJdbcUrl()).withUser(container.getUsername(), container.getPassword());
        return Optional.of(new Started(url, "PostgreSQL * in a container of " + image, container::stop));
    }

    private static Optional<String> obstacle() {
        if (!"true".equals(System.getenv("TESTCONTAINERS_RYUK_DISABLED")) && !present(REAPER)) {
            return Optional.of("the image " + REAPER + " is missing and TESTCONTAINERS_RYUK_DISABLED=true is not set.");
        }
        boolean inContainer = Files.exists(Path.of("/.dockerenv"));
        if (inContainer && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null && !present(TINY)) {
            return Optional.of("this is a container, the image " + TINY
                    + " is missing and TESTCONTAINERS_HOST_OVERRIDE is not set.");
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("Testcontainers does not find the engine that the docker command finds.");
        }
        return Optional.empty();
    }

    private static boolean present(String image) {
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
            return false; // There is no docker command.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("resource") // Whoever starts it stops it.
    private static PostgreSQLContainer container(String image, boolean durable) {
        PostgreSQLContainer container = new PostgreSQLContainer(image).withImagePullPolicy(name -> false);
        return durable
                ? container.withCommand("postgres", "-c", "max_connections=300")
                : container.withCommand(
                        "postgres", "-c", "max_connections=300", "-c", "fsync=off", "-c", "synchronous_commit=off");
    }
}
