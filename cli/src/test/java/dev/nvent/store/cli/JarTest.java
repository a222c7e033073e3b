package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the shaded jar in a separate process without a terminal; checks that its service files are complete. */
@Tag("jar")
@Tag("postgres")
class JarTest {

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

    /** Returns standard output and standard error, followed by the exit code. */
    private static String run(String... args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("NVENT_DATABASE_URL", TestDatabase.url());
        builder.environment().put("NVENT_SCHEMA", "cli_jar");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "rc=" + process.waitFor();
    }
}
