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

/** What the user got wrong is told in a sentence, before anything is done. */
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
    void a_bad_line_is_named(String line) throws IOException {
        Path file = Files.writeString(
                directory.resolve("events.jsonl"), "{\"event\": \"a\", \"payload\": 1}\n" + line + "\n");

        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> EventFile.read(file))
                .withMessageStartingWith("Line 2 of DATA: ");
    }

    @Test
    void a_file_in_gzip_is_read_and_half_of_one_is_refused() throws IOException {
        Path file = directory.resolve("events.jsonl.gz");
        var packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"event\": \"a\", \"payload\": 1}".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray());
        assertThat(EventFile.read(file)).hasSize(1);

        Files.write(file, java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 10));
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> EventFile.read(file))
                .withMessageContaining("cannot be read");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(messageOf(directory.resolve("nothing.jsonl").toString()))
                .contains("DATA names no file", "nothing.jsonl");
    }

    @Test
    void a_server_that_does_not_answer_is_named_without_the_password() {
        String before = System.getProperty("nvent.database.url");
        System.setProperty("nvent.database.url", "jdbc:postgresql://localhost:1/shop?user=me&password=geheim");
        try {
            assertThat(messageOf("")).contains("Cannot connect", "localhost:1").doesNotContain("geheim");
        } finally {
            if (before == null) {
                System.clearProperty("nvent.database.url");
            } else {
                System.setProperty("nvent.database.url", before);
            }
        }
    }

    private static String messageOf(String data) {
        var errors = new ByteArrayOutputStream();
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        boolean well = Demo.run(data, nowhere, new PrintStream(errors, true, StandardCharsets.UTF_8));
        assertThat(well).isFalse();
        assertThat(errors.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        return errors.toString(StandardCharsets.UTF_8);
    }
}
