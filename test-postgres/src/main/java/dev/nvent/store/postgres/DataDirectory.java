package dev.nvent.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The data directory of one embedded server, protected by a lock file of the JVM that started the server.
 *
 * <p>The operating system releases the lock when that JVM exits, even if it is killed. A directory whose lock is free is therefore
 * abandoned: its server is stopped if it is still running, and its data is deleted, before the next server starts.
 *
 * <p>A JVM never opens the lock files of its other servers, which the process id in the directory's name tells: on POSIX systems,
 * closing any channel of a file releases all locks that the process has on it.
 */
final class DataDirectory implements AutoCloseable {

    private static final String OWN = ProcessHandle.current().pid() + "-";

    private final Path home;
    private final FileChannel lock;

    private DataDirectory(Path home, FileChannel lock) {
        this.home = home;
        this.lock = lock;
    }

    /** Creates a directory below the parent, after removing the abandoned ones there. */
    static DataDirectory create(Path parent) {
        try {
            removeAbandoned(parent);
            while (true) {
                Path home = Files.createDirectories(parent.resolve(OWN + UUID.randomUUID()));
                FileChannel channel = open(home);
                if (channel.tryLock() != null && Files.exists(home.resolve("lock"))) {
                    return new DataDirectory(home, channel);
                }
                channel.close(); // Another JVM took the directory for abandoned before it was locked.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's data directory. PostgreSQL requires that only its owner can read it. */
    Path path() {
        return home.resolve("data");
    }

    @Override
    public void close() {
        try (lock) {
            delete(home);
        } catch (IOException e) {
            // The next start removes it.
        }
    }

    private static void removeAbandoned(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        for (Path home : list(parent)) {
            if (home.getFileName().toString().startsWith(OWN) || !Files.exists(home.resolve("lock"))) {
                continue; // Of this JVM; of another program; or one whose lock file does not exist yet.
            }
            try (FileChannel channel = open(home)) {
                if (channel.tryLock() != null) {
                    stopServer(home.resolve("data"));
                    delete(home);
                }
            }
        }
    }

    private static FileChannel open(Path home) throws IOException {
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void stopServer(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
            ProcessHandle.of(pid).filter(process -> isServer(process, data)).ifPresent(DataDirectory::stop);
        }
    }

    /** Process ids are reused, so check that the process is a PostgreSQL and, if the system reports arguments, that it uses this data. */
    private static boolean isServer(ProcessHandle process, Path data) {
        String command = process.info().command().orElse("");
        return command.contains("postgres")
                && process.info()
                        .commandLine()
                        .map(line -> line.contains(data.toString()))
                        .orElse(true);
    }

    private static void stop(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(3, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            server.destroyForcibly(); // A smart shutdown waits for open sessions.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    /** Deletes the lock file last: after an interrupted deletion, the next start still recognises the directory. */
    private static void delete(Path home) throws IOException {
        Path lock = home.resolve("lock");
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(lock) && !path.equals(home)) {
                    Files.deleteIfExists(path);
                }
            }
        }
        Files.deleteIfExists(lock);
        Files.deleteIfExists(home);
    }
}
