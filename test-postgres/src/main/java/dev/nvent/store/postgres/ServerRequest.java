package dev.nvent.store.postgres;

import java.nio.file.Path;

/**
 * The properties of the server to start. An external server is used as it is, whatever the request says.
 *
 * @param major the major version
 * @param directory the parent of an embedded server's data directory; {@link UnprivilegedServer} uses the directory for temporary
 *     files instead
 * @param durable whether a commit waits for the disk ({@code fsync} and {@code synchronous_commit})
 */
public record ServerRequest(int major, Path directory, boolean durable) {

    /**
     * The version in the system property {@code nvent.postgres.version}, which defaults to 18; data in {@code target/postgres} of
     * the current module; not durable.
     */
    public static ServerRequest defaults() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return new ServerRequest(
                Integer.getInteger("nvent.postgres.version", 18), module.resolve("target/postgres"), false);
    }

    /** Returns a copy with another major version. */
    public ServerRequest withMajor(int newMajor) {
        return new ServerRequest(newMajor, directory, durable);
    }

    /** Returns a copy with another parent of the data directory. */
    public ServerRequest withDirectory(Path newDirectory) {
        return new ServerRequest(major, newDirectory, durable);
    }

    /** Returns a copy for a server whose commits wait for the disk, as in production. */
    public ServerRequest withDurability() {
        return new ServerRequest(major, directory, true);
    }
}
