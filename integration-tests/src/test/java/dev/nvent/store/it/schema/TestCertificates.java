package dev.nvent.store.it.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority and a server certificate that it signed, as PEM files created by the JDK's keytool.
 *
 * @param authority the certificate of the authority
 * @param certificate the certificate of the server
 * @param key the private key of the server
 */
record TestCertificates(Path authority, Path certificate, Path key) {

    private static final char[] PASSWORD = "password".toCharArray();

    static TestCertificates create(Path directory, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        var pem = new TestCertificates(
                directory.resolve("authority.pem"), directory.resolve("server.pem"), directory.resolve("server.key"));
        keytool(
                directory,
                "-genkeypair",
                "-alias",
                "authority",
                "-dname",
                "CN=authority",
                "-ext",
                "bc:c",
                "-keyalg",
                "EC");
        keytool(directory, "-exportcert", "-rfc", "-alias", "authority", "-file", "authority.pem");
        keytool(
                directory,
                "-genkeypair",
                "-alias",
                "server",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-keyalg",
                "EC",
                "-signer",
                "authority");
        keytool(directory, "-exportcert", "-rfc", "-alias", "server", "-file", "server.pem");
        KeyStore store = KeyStore.getInstance(directory.resolve("keys.p12").toFile(), PASSWORD);
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(store.getKey("server", PASSWORD).getEncoded());
        Files.writeString(pem.key(), "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
        Files.writeString(pem.certificate(), Files.readString(pem.certificate()).replace("\r", ""));
        return pem;
    }

    private static void keytool(Path directory, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                "keys.p12",
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
