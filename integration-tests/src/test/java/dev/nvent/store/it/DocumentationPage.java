package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.StoreOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import javax.tools.ToolProvider;

/**
 * A Markdown page whose Java snippets are compiled together, as one class. A snippet of declarations becomes members of the
 * class, every other one a block of statements; the imports of all snippets count for the page. Snippets can use
 * {@code store}, {@code options}, {@code url} and {@code dataSource}. Anything else that they need stands in a comment of
 * the page that begins with {@code <!-- java}. Blocks fenced with tildes are not compiled.
 */
record DocumentationPage(Path path, String text) {

    private static final Pattern SNIPPET = Pattern.compile("(?s)(?:```|<!-- )java\\n(.*?)(?:```|-->)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern IMPORT_OF_STORE = Pattern.compile("(?m)^import (?:static )?dev\\.nvent\\..*;\\n");
    private static final Pattern DECLARATION = Pattern.compile(
            "(?s)\\s*(@|public |private |static |abstract |sealed |final class |class |record |interface |enum ).*");
    private static final Pattern PRINTED = Pattern.compile("println\\(.*\\);? // (.*)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]*)(#[^)]*)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final String URL_IN_SNIPPETS = "\"jdbc:postgresql://localhost:5432/app?user=app&password=secret\"";

    static DocumentationPage read(Path path) {
        try {
            return new DocumentationPage(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The snippets, without the hidden ones. */
    List<String> visibleSnippets() {
        return Pattern.compile("(?s)```java\\n(.*?)```")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The expected output of the snippets, from their comments. */
    List<String> promisedOutput() {
        return PRINTED.matcher(text).results().map(line -> line.group(1)).toList();
    }

    /** The links to files or headings of this repository that lead nowhere. */
    List<String> brokenLinks() {
        return LINK.matcher(text)
                .results()
                .filter(Predicate.not(this::leadsSomewhere))
                .map(MatchResult::group)
                .toList();
    }

    private boolean leadsSomewhere(MatchResult link) {
        Path target = link.group(1).isEmpty() ? path : path.resolveSibling(link.group(1));
        return Files.exists(target)
                && (link.group(2) == null
                        || read(target).anchors().anyMatch(link.group(2).substring(1)::equals));
    }

    /** The headings as GitHub names their anchors. */
    private Stream<String> anchors() {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'));
    }

    /** Compiles the snippets into {@code directory}, runs them, and returns what they print. */
    List<String> run(StoreOptions options, DataSource dataSource, Path directory) throws Exception {
        Path source = directory.resolve("Page.java");
        Files.writeString(source, source());
        compile(source, directory);
        PrintStream console = System.out;
        var printed = new ByteArrayOutputStream();
        try (var classes = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            classes.loadClass("Page")
                    .getMethod("run", StoreOptions.class, DataSource.class, String.class)
                    .invoke(null, options, dataSource, TestPostgres.url());
        } catch (InvocationTargetException e) {
            throw new AssertionError("a snippet of " + path + " failed", e.getCause());
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Compiles the imports of the store's classes. */
    void compileImportsOfStore(Path directory) throws IOException {
        Path source = directory.resolve("Imports.java");
        Files.writeString(
                source,
                IMPORT_OF_STORE
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .collect(Collectors.joining("", "", "class Imports {}")));
        compile(source, directory);
    }

    private String source() {
        List<String> snippets =
                SNIPPET.matcher(text).results().map(match -> match.group(1)).toList();
        String imports = snippets.stream()
                .flatMap(snippet -> IMPORT.matcher(snippet).results())
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining());
        List<String> bodies = snippets.stream()
                .map(snippet -> IMPORT.matcher(snippet).replaceAll("").replace(URL_IN_SNIPPETS, "options"))
                .toList();
        String members =
                bodies.stream().filter(DocumentationPage::isDeclaration).collect(Collectors.joining("\n"));
        String blocks = bodies.stream()
                .filter(Predicate.not(DocumentationPage::isDeclaration))
                .map(body -> "{" + body + "}")
                .collect(Collectors.joining("\n"));
        return """
                %s
                public class Page {
                    static dev.nvent.store.NventStore store;
                    static dev.nvent.store.StoreOptions options;
                    static javax.sql.DataSource dataSource;
                    static String url;

                    public static void run(dev.nvent.store.StoreOptions here, javax.sql.DataSource pool, String database)
                            throws Exception {
                        options = here;
                        dataSource = pool;
                        url = database;
                        try (dev.nvent.store.NventStore opened = dev.nvent.store.NventStore.open(here)) {
                            store = opened;
                            %s
                        }
                    }

                    %s
                }
                """.formatted(imports, blocks, members);
    }

    private static boolean isDeclaration(String snippet) {
        Matcher matcher = DECLARATION.matcher(snippet);
        return matcher.matches();
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

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
