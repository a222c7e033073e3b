package dev.nvent.store.testing;

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
 * The data of one embedded server, in a directory that is locked while its owner lives.
 *
 * <p>The operating system gives the lock back when the owner dies, however it dies. So a directory that can be locked has lost
 * its owner, and the server in it, if one still runs, is ended before the next one starts.
 */
final class DataDirectory implements AutoCloseable {

    private final Path home;
    private final FileChannel lock;

    private DataDirectory(Path home, FileChannel lock) {
        this.home = home;
        this.lock = lock;
    }

    /** Makes a directory below the parent, after ending what nobody owns there any more. */
    static DataDirectory create(Path parent) {
        try {
            endLeftovers(parent);
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

    /** Where the server's files go. Its owner alone may read them, or PostgreSQL refuses to start. */
    Path path() {
        return home.resolve("data");
    }

    @Override
    public void close() {
        try (lock) {
            delete(home);
        } catch (IOException e) {
            // Left for the next start to remove.
        }
    }

    private static void endLeftovers(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        for (Path home : list(parent)) {
            if (!Files.exists(home.resolve("lock"))) {
                continue; // Not one of ours, or not locked yet.
            }
            try (FileChannel channel = open(home)) {
                if (lock(channel)) {
                    endServer(home.resolve("data"));
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
            return false; // Another server of this same process.
        }
    }

    private static void endServer(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
            ProcessHandle.of(pid).filter(process -> isServer(process, data)).ifPresent(DataDirectory::end);
        }
    }

    /** Process ids are used again: what runs under this one must be a PostgreSQL, and on this data if the system tells. */
    private static boolean isServer(ProcessHandle process, Path data) {
        String command = process.info().command().orElse("");
        return command.contains("postgres")
                && process.info()
                        .commandLine()
                        .map(line -> line.contains(data.toString()))
                        .orElse(true);
    }

    private static void end(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(3, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            server.destroyForcibly(); // It waits for a session that will not end.
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

    /** The lock goes last: a directory without one is never removed by the next start, should this be cut short. */
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
