package dev.nvent.store.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A copy of a project, which tests build with a Maven process of its own and the modules of this build. */
record MavenProjectCopy(Path directory) {

    private static final String DATABASE_URL = "NVENT_DATABASE_URL";

    /** The end of a build. */
    record Build(boolean successful, List<String> output) {

        String text() {
            return String.join("\n", output);
        }
    }

    static MavenProjectCopy ofExample(String name) throws IOException {
        return copy(Path.of("../examples", name));
    }

    static MavenProjectCopy ofTest(String name) throws IOException {
        return copy(Path.of("src/test/projects", name));
    }

    private static MavenProjectCopy copy(Path source) throws IOException {
        Files.createDirectories(Path.of("target/it"));
        Path copy = Files.createTempDirectory(Path.of("target/it").toAbsolutePath(), source.getFileName() + "-");
        try (Stream<Path> files = Files.walk(source)) {
            List<Path> sources = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(source.resolve("target")))
                    .toList();
            for (Path file : sources) {
                Path target = copy.resolve(source.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return new MavenProjectCopy(copy);
    }

    /** The paths of the generated classes. */
    List<String> generatedFiles() throws IOException {
        Path generated = directory.resolve("target/generated-sources/nvent-store");
        try (Stream<Path> files = Files.walk(generated)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> generated.relativize(file).toString())
                    .toList();
        }
    }

    /** Runs goals where no database is named. */
    Build build(String... goals) {
        return run("", goals);
    }

    /** Runs goals with the URL of a database in the environment. */
    Build buildWith(String databaseUrl, String... goals) {
        return run(databaseUrl, goals);
    }

    void replace(String file, String text, String replacement) throws IOException {
        write(file, Files.readString(directory.resolve(file)).replace(text, replacement));
    }

    void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private Build run(String databaseUrl, String... goals) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--settings",
                Path.of("src/test/resources/settings.xml").toAbsolutePath().toString(),
                "-Dmaven.repo.local=" + System.getProperty("test.repository"),
                "-Dtest.downloads="
                        + Path.of(System.getProperty("test.downloads")).toUri(),
                "-Dstyle.color=never"));
        command.addAll(List.of(goals));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put(DATABASE_URL, databaseUrl);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        try {
            Process process = builder.start();
            List<String> output;
            try (var reader = process.inputReader()) {
                output = reader.lines().toList();
            }
            return new Build(process.waitFor() == 0, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
