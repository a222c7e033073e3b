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

/** A hash of the input of the generation: files, and the versions of jOOQ and Flyway. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Path... directories) throws IOException {
        MessageDigest digest = sha256();
        digest.update((Constants.FULL_VERSION + " " + VersionPrinter.getVersion()).getBytes(UTF_8));
        for (Path directory : directories) {
            for (Path file : files(directory)) {
                digest.update(file.getFileName().toString().getBytes(UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
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
}
