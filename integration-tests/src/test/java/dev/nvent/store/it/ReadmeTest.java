package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.StoreOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the Java snippets of the README in order and compares their output with their comments. */
class ReadmeTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Path README = Path.of("../README.md");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern SNIPPET = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern PRINTED = Pattern.compile("println\\(.*\\);? // (.*)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");
    private static final String URL_IN_README = "\"jdbc:postgresql://localhost:5432/app?user=app&password=secret\"";

    @Test
    void snippets_print_what_their_comments_say(@TempDir Path directory) throws Exception {
        String readme = Files.readString(README);
        List<String> promised =
                PRINTED.matcher(readme).results().map(line -> line.group(1)).toList();

        Path source = directory.resolve("Readme.java");
        Files.writeString(source, source(readme));
        compile(source, directory);

        assertThat(promised).hasSizeGreaterThan(9);
        assertThat(run(directory).lines()).containsExactlyElementsOf(promised);
    }

    @Test
    void links_point_to_existing_files() throws IOException {
        assertThat(LINK.matcher(Files.readString(README)).results().map(link -> Path.of("..", link.group(1))))
                .hasSizeGreaterThan(9)
                .allSatisfy(path -> assertThat(path).exists());
    }

    private static String source(String readme) {
        assertThat(readme).contains(URL_IN_README);
        List<String> snippets =
                SNIPPET.matcher(readme).results().map(match -> match.group(1)).toList();
        assertThat(snippets).allSatisfy(snippet -> assertThat(snippet).startsWith("import "));
        String imports = snippets.stream()
                .flatMap(snippet -> IMPORT.matcher(snippet).results())
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining());
        String body = snippets.stream()
                .map(snippet -> "{" + IMPORT.matcher(snippet).replaceAll("") + "}")
                .collect(Collectors.joining("\n"));
        return """
                %s
                public class Readme {
                    static dev.nvent.store.NventStore store;

                    public static void run(dev.nvent.store.StoreOptions here, javax.sql.DataSource dataSource) throws Exception {
                        try (dev.nvent.store.NventStore opened = dev.nvent.store.NventStore.open(here)) {
                            store = opened;
                            %s
                        }
                    }
                }
                """.formatted(imports, body.replace(URL_IN_README, "here"));
    }

    private static void compile(Path source, Path directory) {
        var errors = new StringWriter();
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        errors,
                        null,
                        null,
                        List.of("-proc:none", "-d", directory.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        ToolProvider.getSystemJavaCompiler()
                                .getStandardFileManager(null, null, null)
                                .getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(errors.toString()).isTrue();
    }

    private static String run(Path directory) throws Exception {
        PrintStream console = System.out;
        var printed = new ByteArrayOutputStream();
        try (var classes = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            classes.loadClass("Readme")
                    .getMethod("run", StoreOptions.class, DataSource.class)
                    .invoke(null, STORE.options(), STORE.dataSource());
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
