package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the shaded jar in a separate process without a terminal; checks that its service files are complete. */
@Tag("jar")
@Tag("postgres")
class JarTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Path JAR = Path.of(System.getProperty("basedir", "."), "target/nvent.jar");

    @Test
    void the_version_is_printed() throws Exception {
        assertThat(run("--version")).startsWith("nvent-store 0.").contains("rc=0");
    }

    @Test
    void the_jar_migrates_a_database_and_uses_it() throws Exception {
        assertThat(run("migrate")).contains("Migrated from version 0").endsWith("rc=0");
        assertThat(run("kv", "set", "ключ", "{\"é\": 1}")).isEqualTo("Set.\nrc=0");
        assertThat(run("kv", "get", "ключ")).isEqualTo("{\"é\":1}\nrc=0");
        assertThat(run("kv", "clear", "*")).endsWith("rc=" + ExitCode.NOT_CONFIRMED);
    }

    @Test
    void text_is_utf_8_without_a_locale() throws Exception {
        assertThat(runWithoutLocale("kv", "set", "абв", "1")).isEqualTo("Set.\nrc=0");
        assertThat(runWithoutLocale("kv", "set", "где", "\"жз\"")).isEqualTo("Set.\nrc=0");

        assertThat(DATABASE.store().kv().get("абв")).contains(1);
        assertThat(runWithoutLocale("kv", "get", "где")).isEqualTo("\"жз\"\nrc=0");
    }

    @Test
    void standard_input_that_is_not_utf_8_is_refused() throws Exception {
        assertThat(run("C.UTF-8", Map.of(), new byte[] {'"', (byte) 0xE9, '"'}, "kv", "set", "latin", "-"))
                .contains("valid UTF-8")
                .endsWith("rc=2");
    }

    /** Returns standard output and standard error, followed by the exit code. */
    private static String run(String... args) throws IOException, InterruptedException {
        return run("C.UTF-8", Map.of(), new byte[0], args);
    }

    private static String runWithoutLocale(String... args) throws IOException, InterruptedException {
        return run("POSIX", Map.of("NVENT_SCHEMA", DATABASE.schema()), new byte[0], args);
    }

    private static String run(String locale, Map<String, String> environment, byte[] input, String... args)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("NVENT_DATABASE_URL", TestDatabase.url());
        builder.environment().put("NVENT_SCHEMA", "cli_jar");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream standardInput = process.getOutputStream()) {
            standardInput.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "rc=" + process.waitFor();
    }
}
