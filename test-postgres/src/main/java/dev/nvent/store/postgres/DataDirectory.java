package dev.nvent.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
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
 */
final class DataDirectory implements AutoCloseable {

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
            Path home = Files.createDirectories(parent.resolve(UUID.randomUUID().toString()));
            FileChannel channel = open(home);
            if (!lock(channel)) {
                throw new IOException("Cannot lock " + home);
            }
            return new DataDirectory(home, channel);
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
            if (!Files.exists(home.resolve("lock"))) {
                continue; // Another program's directory, or one whose lock file does not exist yet.
            }
            try (FileChannel channel = open(home)) {
                if (lock(channel)) {
                    stopServer(home.resolve("data"));
                    delete(home);
                }
            }
        }
    }

    private static FileChannel open(Path home) throws IOException {
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Locked by this JVM.
        }
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
