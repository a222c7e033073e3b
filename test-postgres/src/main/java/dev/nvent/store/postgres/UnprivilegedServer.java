package dev.nvent.store.postgres;

import dev.nvent.store.postgres.PostgresServer.Started;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The embedded server as the user {@code nobody} (uid 65534). PostgreSQL refuses to run as root, and most containers forbid
 * {@code unshare}. The data is in the directory for temporary files, because {@code nobody} cannot read root's directories.
 */
final class UnprivilegedServer {

    private static final int NOBODY_UID = 65534;

    private final DataDirectory data;
    private final Path binaries;
    private final int port = freePort();

    private UnprivilegedServer(DataDirectory data) {
        this.data = data;
        this.binaries = data.path().resolveSibling("binaries");
    }

    static Started start(ServerRequest request) throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "nvent-postgres");
        UnprivilegedServer server = new UnprivilegedServer(DataDirectory.create(directory));
        try {
            server.unpack();
            server.start(request.durable());
        } catch (IOException | RuntimeException e) {
            server.data.close();
            throw e;
        }
        Thread hook = new Thread(server::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        return new Started(PostgresUrl.local(server.port), "embedded PostgreSQL", "", () -> {
            Runtime.getRuntime().removeShutdownHook(hook);
            server.stop();
        });
    }

    private void start(boolean durable) throws IOException {
        Files.setAttribute(data.path().getParent(), "unix:uid", NOBODY_UID);
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        String onOrOff = durable ? "on" : "off";
        String options = "-p " + port
                + " -c listen_addresses=localhost -c unix_socket_directories= -c max_connections=300 -c max_prepared_transactions=10"
                + " -c timezone=UTC -c fsync=" + onOrOff + " -c synchronous_commit=" + onOrOff;
        run("pg_ctl", "-w", "-l", data.path().resolve("log").toString(), "-o", options, "start");
    }

    private void stop() {
        try (data) {
            run("pg_ctl", "-w", "-m", "fast", "stop");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY_UID, "--regid=" + NOBODY_UID, "--clear-groups"));
        command.addAll(List.of(
                binaries.resolve("bin").resolve(program).toString(),
                "-D",
                data.path().toString()));
        command.addAll(List.of(arguments));
        File log = data.path().resolveSibling(program + ".log").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(data.path().getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(program + " failed for the user nobody: "
                        + Files.readString(log.toPath()).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void unpack() throws IOException {
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary("Linux", machine);
                TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, binaries.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            target.toFile().setExecutable(target.getParent().endsWith("bin"), false);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
