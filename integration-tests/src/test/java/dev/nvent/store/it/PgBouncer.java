package dev.nvent.store.it;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * PgBouncer in transaction mode before the test server, if it is installed. It hands consecutive transactions of a client to
 * different connections of the server.
 */
public final class PgBouncer implements AutoCloseable {

    private static final String NOBODY = "65534";
    private static final int CONNECTIONS = 8;

    private final int port = freePort();
    private final String database;
    private final Process process;
    private final Path directory;

    private PgBouncer(Path program, String url) throws IOException {
        Properties server = Driver.parseURL(url, new Properties());
        database = server.getProperty("PGDBNAME");
        directory = Files.createTempDirectory("pgbouncer");
        Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%s user=%s %s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = %d
                server_round_robin = 1
                server_login_retry = 1
                max_client_conn = 500
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        server.getProperty("PGHOST"),
                        server.getProperty("PGPORT"),
                        server.getProperty("user"),
                        Optional.ofNullable(server.getProperty("password"))
                                .map(password -> "password=" + password)
                                .orElse(""),
                        port,
                        CONNECTIONS));
        File log = directory.resolve("log").toFile();
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            Stream.of(directory, configuration).forEach(PgBouncer::makeReadable);
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.addAll(List.of(program.toString(), configuration.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        awaitStart(log);
    }

    /** Before the test server. Aborts the test if PgBouncer is not installed. */
    public static PgBouncer start() throws IOException {
        return start(TestPostgres.url());
    }

    /** Before the server of a URL. Aborts the test if PgBouncer is not installed. */
    static PgBouncer start(String url) throws IOException {
        Path program = Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("PgBouncer is not installed (Debian: apt-get install pgbouncer)"));
        return new PgBouncer(program, url);
    }

    /** The URL of the same database. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=app";
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void awaitStart(File log) throws IOException {
        for (int tries = 0; tries < 500; tries++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException starting) {
                if (!process.isAlive()) {
                    break;
                }
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException("PgBouncer did not start: " + Files.readString(log.toPath()));
    }

    private static void makeReadable(Path path) {
        path.toFile().setReadable(true, false);
        path.toFile().setExecutable(true, false);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
