package dev.nvent.store.codegen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.internal.license.VersionPrinter;
import org.jooq.Constants;

/** A hash of the input of a generation: texts, files, and the versions of jOOQ and Flyway. */
public final class Fingerprint {

    private final MessageDigest digest = sha256();

    public Fingerprint() {
        add(Constants.FULL_VERSION);
        add(VersionPrinter.getVersion());
    }

    /** Adds a text. */
    public Fingerprint add(String text) {
        add(text.getBytes(UTF_8));
        return this;
    }

    /** Adds the relative paths and the contents of all files of a directory. */
    public Fingerprint add(Path directory) throws IOException {
        for (Path file : files(directory)) {
            add(directory.relativize(file).toString().replace('\\', '/'));
            add(Files.readAllBytes(file));
        }
        return this;
    }

    /** Whether a file holds this fingerprint. */
    public boolean isIn(Path file) throws IOException {
        return Files.exists(file) && Files.readString(file).equals(toString());
    }

    /** Writes this fingerprint to a file. */
    public void writeTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, toString());
    }

    /** With its length, so that two texts differ from their concatenation. */
    private void add(byte[] bytes) {
        digest.update((bytes.length + ":").getBytes(UTF_8));
        digest.update(bytes);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has it.
        }
    }

    @Override
    public String toString() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e); // The JDK's digests can be cloned.
        }
    }
}
