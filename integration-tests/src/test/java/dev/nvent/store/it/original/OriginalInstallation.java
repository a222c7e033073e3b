package dev.nvent.store.it.original;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The original's npm package below {@code target/}, installed once for each content of package.json. Where it is not to
 * be had, the tests that need it are skipped with the reason; {@code -Dnvent.original=require} makes that a failure,
 * {@code -Dnvent.original=skip} does not even try.
 */
final class OriginalInstallation {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/test/node");
    private static final Path PACKAGE = SOURCES.resolve("package.json");
    private static final String MODE = System.getProperty("nvent.original", "auto");

    private static Path directory;
    private static String reason;

    private OriginalInstallation() {}

    /** The command that runs the driver; aborts the test where there is no original. */
    static synchronized List<String> command() {
        if (directory == null && reason == null) {
            find();
            System.out.println(
                    reason == null ? "The original adapter is in " + directory : "Not beside the original: " + reason);
        }
        if (reason != null && MODE.equals("require")) {
            throw new AssertionError("The original adapter is required, but " + reason);
        }
        if (reason != null) {
            return abort("Not beside the original: " + reason);
        }
        return List.of("node", SOURCES.resolve("driver.mjs").toString(), directory.toString());
    }

    /** Where the driver's messages go. */
    static Path log() {
        return directory.resolve("driver.log");
    }

    private static void find() {
        if (MODE.equals("skip")) {
            reason = "-Dnvent.original=skip says so.";
            return;
        }
        try {
            requireNode();
            directory = install();
        } catch (IOException e) {
            reason = e.getMessage();
        }
    }

    private static void requireNode() throws IOException {
        String version;
        try {
            version = run(MODULE, List.of("node", "--version"));
        } catch (IOException e) {
            throw new IOException("there is no Node.js on the PATH (20.11 or newer is needed).", e);
        }
        String[] parts = version.strip().substring(1).split("\\.");
        if (Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) < 2011) {
            throw new IOException("Node.js 20.11 or newer is needed, and this is " + version.strip() + ".");
        }
    }

    /** Under its final name only when it is whole. */
    private static Path install() throws IOException {
        Path all = MODULE.resolve("target/original");
        Path installed = all.resolve(hash(Files.readAllBytes(PACKAGE)));
        if (Files.isDirectory(installed)) {
            return installed;
        }
        Files.createDirectories(all);
        Path unfinished = Files.createTempDirectory(all, "unfinished");
        Files.copy(PACKAGE, unfinished.resolve("package.json"));
        var npm = new ArrayList<>(
                System.getProperty("os.name").startsWith("Windows")
                        ? List.of("cmd", "/c", "npm", "install")
                        : List.of("npm", "install"));
        npm.addAll(List.of("--omit=peer", "--legacy-peer-deps", "--no-package-lock", "--ignore-scripts"));
        npm.addAll(List.of("--no-audit", "--no-fund", "--fetch-retries=3", "--fetch-timeout=30000"));
        try {
            run(unfinished, npm);
        } catch (IOException e) {
            throw new IOException("npm could not install it (no network?): " + e.getMessage(), e);
        }
        return Files.move(unfinished, installed);
    }

    private static String run(Path directory, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            process.destroy();
        }
        return output;
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
