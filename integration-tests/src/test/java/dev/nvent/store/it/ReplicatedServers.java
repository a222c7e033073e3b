package dev.nvent.store.it;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A primary and a standby, from the server packages of the operating system: the embedded server has no pg_basebackup. */
final class ReplicatedServers implements AutoCloseable {

    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private static final int NOBODY = 65534;

    private final Path binaries;
    private final Path directory;
    private final Map<String, String> environment;
    private final int primaryPort = freePort();
    private final int standbyPort = freePort();
    private List<ProcessHandle> killed = List.of();

    private ReplicatedServers(Path binaries, Path directory, Map<String, String> environment) throws IOException {
        this.binaries = binaries;
        this.directory = directory;
        this.environment = environment;
        if (isRoot()) {
            Files.setAttribute(directory, "unix:uid", NOBODY);
        }
        run("initdb", "-D", primary(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        start(primary(), primaryPort);
        client("pg_basebackup", "-D", standby(), "-R", "-c", "fast");
        start(standby(), standbyPort);
    }

    /** Aborts the test if the packages are not installed. */
    static ReplicatedServers start() throws IOException {
        return start(Files.createTempDirectory("nvent-replicated"), Map.of());
    }

    /**
     * As {@link #start()}.
     *
     * @param directory of the data of both servers
     * @param environment variables of the servers
     */
    static ReplicatedServers start(Path directory, Map<String, String> environment) throws IOException {
        if (!Files.isDirectory(PACKAGES)) {
            abort("no server packages in " + PACKAGES);
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return new ReplicatedServers(
                    versions.map(version -> version.resolve("bin"))
                            .filter(bin -> Files.isExecutable(bin.resolve("pg_basebackup")))
                            .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                            .max(Comparator.naturalOrder())
                            .orElseGet(() -> abort("no complete server in " + PACKAGES)),
                    directory,
                    environment);
        }
    }

    String primaryUrl() {
        return "jdbc:postgresql://127.0.0.1:" + primaryPort + "/postgres?user=postgres";
    }

    String standbyUrl() {
        return "jdbc:postgresql://127.0.0.1:" + standbyPort + "/postgres?user=postgres";
    }

    /** Both servers; connections lead to the one that is the primary. */
    String clusterUrl() {
        return "postgresql://postgres@127.0.0.1:" + primaryPort + ",127.0.0.1:" + standbyPort
                + "/postgres?target_session_attrs=primary";
    }

    void killPrimary() throws IOException {
        run("pg_ctl", "-D", primary(), "-m", "immediate", "stop");
    }

    /** Kills all its processes with SIGKILL, and leaves its files as they are. */
    void crashPrimary() throws IOException {
        killed = primaryProcesses();
        killed.forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops all its processes with SIGSTOP: connections stay open, new ones are accepted, and nothing is answered. */
    void freezePrimary() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-STOP"));
        primaryProcesses().forEach(process -> command.add(String.valueOf(process.pid())));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<ProcessHandle> primaryProcesses() throws IOException {
        List<String> lockFile = Files.readAllLines(Path.of(primary(), "postmaster.pid"));
        ProcessHandle main =
                ProcessHandle.of(Long.parseLong(lockFile.getFirst())).orElseThrow();
        return Stream.concat(Stream.of(main), main.children()).toList();
    }

    /** Also where it has stopped by itself. */
    void restartPrimary() throws IOException {
        stop(primary());
        startPrimary();
    }

    void startPrimary() throws IOException {
        // A process exists until another one has asked for its exit status.
        Waits.await(() -> killed.stream().noneMatch(ProcessHandle::isAlive));
        start(primary(), primaryPort);
    }

    /** From now on the primary acknowledges what the standby has. */
    void replicateSynchronously() throws SQLException {
        try (Connection connection = DriverManager.getConnection(primaryUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    void promoteStandby() throws IOException {
        run("pg_ctl", "-D", standby(), "-w", "promote");
    }

    /** Dumps the database of the primary into a file. */
    Path dump() throws IOException {
        Path file = directory.resolve("dump");
        client("pg_dump", "-Fc", "-f", file.toString(), "-d", "postgres");
        return file;
    }

    /** Restores a dump of other servers on the primary. */
    void restore(Path dump) throws IOException {
        client("pg_restore", "--exit-on-error", "-d", "postgres", dump.toString());
    }

    @Override
    public void close() throws IOException {
        stop(standby());
        stop(primary());
    }

    private void start(String data, int port) throws IOException {
        run(
                "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                data + ".log",
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
                "start");
    }

    private void stop(String data) {
        try {
            run("pg_ctl", "-D", data, "-m", "immediate", "stop");
        } catch (IOException stopped) {
            // It was stopped before.
        }
    }

    private String primary() {
        return directory.resolve("primary").toString();
    }

    private String standby() {
        return directory.resolve("standby").toString();
    }

    /** Runs a client program on the primary. */
    private void client(String program, String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("-h", "127.0.0.1", "-p", "" + primaryPort, "-U", "postgres"));
        all.addAll(List.of(arguments));
        run(program, all.toArray(String[]::new));
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        // Not of the process that changes the user: libraries that it loads would belong to root.
        command.add("env");
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile(program, ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException(program + ": " + Files.readString(log).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(log);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
