package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles and runs the Java snippets of the README and of {@code docs}, and checks the links. */
class DocumentationTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static final Path README = Path.of("../README.md");

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

    @Test
    void every_snippet_of_the_readme_shows_its_imports_and_its_output() {
        DocumentationPage readme = DocumentationPage.read(README);
        assertThat(readme.visibleSnippets())
                .allSatisfy(snippet -> assertThat(snippet).startsWith("import "));
        assertThat(readme.promisedOutput()).hasSizeGreaterThan(9);
    }
}
