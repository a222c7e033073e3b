package dev.nvent.store.it.node;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The npm package of the Node adapter, installed below {@code target/} once per content of package.json. If it cannot be
 * installed, the tests that need it are skipped with the reason. {@code -Dnvent.nodeAdapter=require} makes them fail
 * instead; {@code -Dnvent.nodeAdapter=skip} skips them without an attempt to install it.
 */
final class NodeAdapterInstallation {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/test/node");
    private static final Path PACKAGE = SOURCES.resolve("package.json");
    private static final String MODE = System.getProperty("nvent.nodeAdapter", "auto");

    private static Path directory;
    private static String reason;

    private NodeAdapterInstallation() {}

    /** The command that starts the driver. Aborts the test if the Node adapter is not available. */
    static synchronized List<String> command() {
        if (directory == null && reason == null) {
            find();
            if (reason != null && !MODE.equals("require")) {
                System.out.println("Tests with the Node adapter are skipped: " + reason);
            }
        }
        if (reason != null && MODE.equals("require")) {
            throw new AssertionError("nvent.nodeAdapter=require, but the Node adapter is not available: " + reason);
        }
        if (reason != null) {
            return abort("The Node adapter is not available: " + reason);
        }
        return List.of("node", SOURCES.resolve("driver.mjs").toString(), directory.toString());
    }

    /** The log file of the driver. */
    static Path log() {
        return directory.resolve("driver.log");
    }

    private static void find() {
        if (MODE.equals("skip")) {
            reason = "disabled by -Dnvent.nodeAdapter=skip";
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
            throw new IOException("Node.js is not on the PATH (20.11 or newer is required)", e);
        }
        String[] parts = version.strip().substring(1).split("\\.");
        if (Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) < 2011) {
            throw new IOException("Node.js 20.11 or newer is required, found " + version.strip());
        }
    }

    /** Installs into a temporary directory, which gets its final name only after the installation has succeeded. */
    private static Path install() throws IOException {
        Path parent = MODULE.resolve("target/node-adapter");
        Path installed = parent.resolve(hash(Files.readAllBytes(PACKAGE)));
        if (Files.isDirectory(installed)) {
            return installed;
        }
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, "unfinished");
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
            throw new IOException("npm install failed (is there a network connection?): " + e.getMessage(), e);
        }
        try {
            return Files.move(unfinished, installed);
        } catch (FileAlreadyExistsException e) {
            // Another test JVM was faster.
            return installed;
        }
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
