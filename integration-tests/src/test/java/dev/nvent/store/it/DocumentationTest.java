package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOperations;
import dev.nvent.store.error.StoreException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.stream.NewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles and runs the Java snippets of the README and of {@code docs}, and checks the links. */
class DocumentationTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Path README = Path.of("../README.md");

    /** Text between backticks in the first column of a table. */
    private static final Pattern QUOTED_MESSAGES = Pattern.compile("(?m)^\\| (`.*?`) \\|");

    private static final Pattern VERSION = Pattern.compile(
            "<groupId>dev\\.nvent</groupId>\\s*<artifactId>[\\w-]+</artifactId>\\s*<version>(.*?)</version>");

    static Stream<DocumentationPage> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(
                            Stream.of(README, Path.of("../CONTRIBUTING.md"), Path.of("../examples/README.md")),
                            pages.stream())
                    .map(DocumentationPage::read);
        }
    }

    static Stream<DocumentationPage> pagesWithSnippets() throws IOException {
        return pages().filter(page -> !page.visibleSnippets().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pagesWithSnippets")
    void snippets_print_what_their_comments_say(DocumentationPage page, @TempDir Path directory) throws Exception {
        String schema = "page_" + page.toString().toLowerCase(Locale.ROOT).replaceAll("\\W", "_");

        List<String> printed = page.run(STORE.options().withSchema(schema), STORE.dataSource(), directory);

        assertThat(printed).containsExactlyElementsOf(page.promisedOutput());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_lead_to_files_and_headings(DocumentationPage page) {
        assertThat(page.brokenLinks()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void dependencies_have_the_version_of_this_build(DocumentationPage page) throws IOException {
        String version =
                firstGroups(VERSION, Files.readString(Path.of("../pom.xml"))).getFirst();

        assertThat(firstGroups(VERSION, page.text())).allMatch(version::equals);
    }

    /** Their snippets need generated classes of an application, and are not compiled. */
    static Stream<DocumentationPage> pagesWithSnippetsOfApplications() throws IOException {
        return pages().filter(page -> page.text().contains("~~~java"));
    }

    @ParameterizedTest
    @MethodSource("pagesWithSnippetsOfApplications")
    void what_snippets_import_from_the_store_exists(DocumentationPage page, @TempDir Path directory)
            throws IOException {
        page.compileImportsOfStore(directory);
    }

    private static List<String> firstGroups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    static Stream<Executable> mistakes() {
        NventStore store = STORE.store();
        var lateStore = new AtomicReference<StoreOperations>();
        return Stream.of(
                () -> NventStore.open("postgresql://localhost:1/none?connect_timeout=1"),
                () -> NventStore.open("postgresql://localhost/none?sslmod=require"),
                () -> NventStore.open(STORE.options().withSchema("not_migrated").withAutoMigrate(false)),
                () -> store.stream("nvent:flows"),
                () -> store.index("nvent:flow:run:1"),
                () -> store.flowRunEvents("1").append(NewEvent.of("started")),
                () -> store.index("shop:orders").add("1", 0, Map.of("version", 1)),
                () -> store.flows().add("a", 0, Map.of("name", "b")),
                () -> store.flows().add("a", 0, Map.of("displayName", 1)),
                () -> store.flows().add("a", 0, Map.of("stats.total", "many")),
                () -> store.flowRuns("a").add("1", 0, Map.of("completedAt", "soon")),
                () -> store.flows().add("a", 0, Collections.singletonMap("stats.total", null)),
                () -> store.kv().set("key", "a\0b"),
                () -> store.kv().set("key", "a\ud800b"),
                () -> store.flows().add("a", 0, Map.of("stats.total", 1, "stats", Map.of("total", 2))),
                () -> store.flows().increment("none", FlowFields.STATS_TOTAL, 1),
                () -> {
                    store.inTransaction(tx -> {
                        lateStore.set(tx);
                        return tx;
                    });
                    lateStore.get().kv().get("key");
                });
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void the_message_of_a_mistake_is_found_in_the_page_on_troubleshooting(Executable mistake) {
        String page =
                DocumentationPage.read(Path.of("../docs/troubleshooting.md")).text();
        List<String> quoted = QUOTED_MESSAGES
                .matcher(page)
                .results()
                .flatMap(cell -> Arrays.stream(cell.group(1).split("`, `")))
                .map(words -> words.replace("`", ""))
                .toList();

        assertThat(assertThrows(StoreException.class, mistake).getMessage())
                .satisfies(message -> assertThat(quoted).anyMatch(message::contains));
    }

    @Test
    void every_snippet_of_the_readme_shows_its_imports_and_its_output() {
        DocumentationPage readme = DocumentationPage.read(README);
        assertThat(readme.visibleSnippets())
                .allSatisfy(snippet -> assertThat(snippet).startsWith("import "));
        assertThat(readme.promisedOutput()).hasSizeGreaterThan(9);
    }
}
