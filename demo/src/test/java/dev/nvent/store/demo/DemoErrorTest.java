package dev.nvent.store.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** User errors are reported in one line, before any event is stored. */
class DemoErrorTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no json",
                "[]",
                "{\"event\": \"a\"}",
                "{\"event\": 1, \"payload\": {}}",
                "{\"event\": \"\", \"payload\": {}}",
                "{\"event\": \"a\", \"payload\": {}, \"more\": 1}",
                "{\"event\": \"a\", \"payload\": {}} {}",
                "{\"event\": \"a\", \"payload\": {\"twice\": 1, \"twice\": 2}}",
                "{\"event\": \"a\", \"payload\": {\"nul\": \"\\u0000\"}}",
                "{\"event\": \"a\", \"payload\": {\"half\": \"\\ud83d\"}}",
                "{\"event\": \"a\", \"payload\": 1e99999}"
            })
    void an_invalid_line_is_reported_with_its_number(String line) throws IOException {
        Path file = Files.writeString(
                directory.resolve("events.jsonl"), "{\"event\": \"a\", \"payload\": 1}\n" + line + "\n");

        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> EventFile.read(file))
                .withMessageStartingWith("Line 2 of DATA: ");
    }

    @Test
    void a_gzip_file_is_read_and_a_truncated_one_is_rejected() throws IOException {
        Path file = directory.resolve("events.jsonl.gz");
        var compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"event\": \"a\", \"payload\": 1}".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, compressed.toByteArray());
        assertThat(EventFile.read(file)).hasSize(1);

        Files.write(file, java.util.Arrays.copyOf(compressed.toByteArray(), compressed.size() - 10));
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> EventFile.read(file))
                .withMessageContaining("cannot be read");
    }

    @Test
    void a_missing_file_is_reported_with_its_path() {
        assertThat(messageOf(directory.resolve("nothing.jsonl").toString()))
                .contains("DATA is not a file", "nothing.jsonl");
    }

    @Test
    void an_unreachable_server_is_reported_without_the_password() {
        String previous = System.getProperty("nvent.database.url");
        System.setProperty("nvent.database.url", "jdbc:postgresql://localhost:1/shop?user=me&password=secret");
        try {
            assertThat(messageOf("")).contains("Cannot connect", "localhost:1").doesNotContain("secret");
        } finally {
            if (previous == null) {
                System.clearProperty("nvent.database.url");
            } else {
                System.setProperty("nvent.database.url", previous);
            }
        }
    }

    private static String messageOf(String data) {
        var errors = new ByteArrayOutputStream();
        var discard = new PrintStream(OutputStream.nullOutputStream());
        boolean success = Demo.run(data, discard, new PrintStream(errors, true, StandardCharsets.UTF_8));
        assertThat(success).isFalse();
        assertThat(errors.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        return errors.toString(StandardCharsets.UTF_8);
    }
}
